/** The candidate that was probably meant, or undefined when none is near. Case does not count. */
export function nearMiss(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const limit = Math.max(1, Math.floor(lower.length / 3));
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(lower, candidate.toLowerCase());
    if (distance <= limit && (best === undefined || distance < best.distance)) best = { candidate, distance };
  }
  return best?.candidate ?? extension(lower, candidates);
}

/** `; did you mean "x"?`, or nothing. */
export function didYouMean(word: string, candidates: readonly string[], prefix = ''): string {
  const near = nearMiss(word, candidates);
  return near === undefined ? '' : `; did you mean "${prefix}${near}"?`;
}

/** Whoever wrote `pol` or `show` began the right word, if only one begins like that. */
function extension(word: string, candidates: readonly string[]): string | undefined {
  if (word.length < 3) return undefined;
  const [only, ...others] = candidates.filter((candidate) => candidate.toLowerCase().startsWith(word));
  return others.length === 0 ? only : undefined;
}

/**
 * Damerau-Levenshtein distance in its "optimal string alignment" form: how many characters were left out, added, replaced or
 * swapped with their neighbour.
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      current.push(cell(a, b, row, column, current, last, beforeLast));
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

function cell(
  a: string,
  b: string,
  row: number,
  column: number,
  current: readonly number[],
  last: readonly number[],
  beforeLast: readonly number[],
): number {
  const at = (list: readonly number[], index: number): number => list[index] ?? Number.POSITIVE_INFINITY;
  const replaced = at(last, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
  const swapped =
    a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1] ? at(beforeLast, column - 2) + 1 : replaced;
  return Math.min(replaced, swapped, at(last, column) + 1, at(current, column - 1) + 1);
}
