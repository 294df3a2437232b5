import type { Result } from '../model/result.ts';

/** Results by the file that they point at, in order of first appearance. */
export function groupByFile(results: readonly Result[]): ReadonlyMap<string, readonly Result[]> {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const group = groups.get(result.location.file);
    if (group === undefined) groups.set(result.location.file, [result]);
    else group.push(result);
  }
  return groups;
}
