/** Order by code unit, for sorting: it does not change with the reader's language, so neither does a report. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
