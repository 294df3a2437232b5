import type { JsonObject } from '../../model/json.ts';

/** An expression that was searched for, as one that must match the whole: the same texts match. */
function searchedRegex(source: string): string {
  if (hasOuterChoice(source)) return `(?s:.*)(?:${source})(?s:.*)`;
  const start = source.startsWith('^') ? source.slice(1) : `(?s:.*)${source}`;
  return /(?:^|[^\\])(?:\\\\)*\$$/.test(start) ? start.slice(0, -1) : `${start}(?s:.*)`;
}

/** A `|` anywhere may be an outer one; flags at the start hold for all. */
const hasOuterChoice = (source: string): boolean => source.includes('|') || source.startsWith('(?');

/** A text in which `*` is any text and `?` one character, as an expression; undefined when it has neither. */
function wildcardRegex(pattern: string): string | undefined {
  if (!/[*?]/.test(pattern)) return undefined;
  return pattern
    .replaceAll(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
}

/** `subject` and `subjectRegExp` of another tool, as sluice.yaml writes them. */
export function identityText(key: 'issuer' | 'subject', exact: string, searched: string): JsonObject {
  if (exact !== '') return { [key]: exact };
  return searched === '' ? {} : { [`${key}Regex`]: searchedRegex(searched) };
}

/** The same where texts hold wildcards, and what is not said is anything. */
export function wildcardIdentityText(key: 'issuer' | 'subject', exact: string, searched: string): JsonObject {
  if (searched !== '') return { [`${key}Regex`]: searchedRegex(searched) };
  const regex = exact === '' ? '.*' : wildcardRegex(exact);
  return regex === undefined ? { [key]: exact } : { [`${key}Regex`]: regex };
}
