/** Prints a table for people: the first column to the left, figures to the right. */
export function table(title, head, rows) {
  const widths = head.map((text, column) => Math.max(text.length, ...rows.map((row) => row[column].length)));
  const line = (cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd();
  console.log(`\n${title}`);
  for (const row of [head, ...rows]) console.log(`  ${line(row)}`);
}

export const ms = (value) =>
  value >= 10_000 ? `${(value / 1000).toFixed(1)} s` : `${value.toFixed(value < 100 ? 1 : 0)} ms`;

export const bytes = (value) => (value === undefined ? '-' : `${(value / 1e6).toFixed(0)} MB`);

/** How many times `ours` goes into `theirs`: above 1 is in our favour. */
export const ratio = (theirs, ours) =>
  theirs === undefined || ours === undefined ? '-' : `${(theirs / ours).toFixed(2)}×`;
