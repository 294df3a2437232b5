/**
 * Gatekeeper's wildcard: `*x*` contains, `*x` ends with, `x*` starts with, else equal. A `*` in the middle is a literal.
 * Source: gatekeeper pkg/wildcard.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  const open = pattern.startsWith('*');
  const close = pattern.endsWith('*');
  if (open && close) return text.includes(pattern.slice(1, -1));
  if (open) return text.endsWith(pattern.slice(1));
  if (close) return text.startsWith(pattern.slice(0, -1));
  return pattern === text;
}

/**
 * A name that the server will generate is known only by its prefix, so only a pattern that the prefix already decides can match it.
 * Source: gatekeeper pkg/wildcard MatchesGenerateName.
 */
export function matchesGenerateName(pattern: string, generateName: string): boolean {
  return pattern.endsWith('*') && matchesWildcard(pattern, generateName);
}

/** A `*` between other characters stands for itself, which is hardly ever what its writer meant. */
export const hasInnerStar = (pattern: string): boolean => pattern.slice(1, -1).includes('*');
