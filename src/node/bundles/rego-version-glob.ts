/** One place of a pattern: any number of characters, or one that passes a test. */
type GlobPart = 'any' | ((character: string) => boolean);

/** More alternatives than this are no pattern that a person wrote. */
const MOST_ALTERNATIVES = 64;

/**
 * The globs of `file_rego_versions`, as OPA's library reads them without separators: `*`, `**` and `?` match `/`, too;
 * `[a-z]`, `[!ab]` one character, `{a,b}` one of several. Undefined for what is no glob. Matching takes no longer than the
 * length of the pattern times that of the path: patterns come from elsewhere.
 * @returns a test of a module's path in the bundle; patterns are written with and without the leading slash
 */
export function regoVersionGlob(pattern: string): ((path: string) => boolean) | undefined {
  const alternatives = expandBraces([...pattern])?.map(toParts);
  if (alternatives === undefined) return undefined;
  const known = alternatives.filter((parts) => parts !== undefined);
  if (known.length < alternatives.length) return undefined;
  return (path) => known.some((parts) => matches(parts, [...`/${path}`]) || matches(parts, [...path]));
}

/** `a{b,c}d` is `abd` and `acd`. Undefined when braces do not fit each other. */
function expandBraces(pattern: readonly string[]): readonly (readonly string[])[] | undefined {
  const open = indexOf(pattern, '{', 0);
  if (open < 0) return indexOf(pattern, '}', 0) < 0 ? [pattern] : undefined;
  const choices: (readonly string[])[] = [];
  let depth = 1;
  let start = open + 1;
  for (let at = open + 1; at < pattern.length; at += 1) {
    const character = pattern[at];
    if (character === '\\') at += 1;
    else if (character === '{') depth += 1;
    else if (character === '}' || (character === ',' && depth === 1)) {
      depth -= character === '}' ? 1 : 0;
      if (depth > 0 && character === '}') continue;
      choices.push(pattern.slice(start, at));
      start = at + 1;
      if (depth === 0) return expandChoices(pattern.slice(0, open), choices, pattern.slice(start));
    }
  }
  return undefined;
}

function expandChoices(
  before: readonly string[],
  choices: readonly (readonly string[])[],
  after: readonly string[],
): readonly (readonly string[])[] | undefined {
  const expanded: (readonly string[])[] = [];
  for (const choice of choices) {
    const patterns = expandBraces([...before, ...choice, ...after]);
    if (patterns === undefined || expanded.length + patterns.length > MOST_ALTERNATIVES) return undefined;
    expanded.push(...patterns);
  }
  return expanded;
}

function indexOf(pattern: readonly string[], wanted: string, from: number): number {
  for (let at = from; at < pattern.length; at += 1) {
    if (pattern[at] === '\\') at += 1;
    else if (pattern[at] === wanted) return at;
  }
  return -1;
}

function toParts(pattern: readonly string[]): readonly GlobPart[] | undefined {
  const parts: GlobPart[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at];
    if (character === '*') parts.push('any');
    else if (character === '?') parts.push(() => true);
    else if (character === '[') {
      const end = pattern.indexOf(']', at + 1);
      const set = end < 0 ? undefined : characterSet(pattern.slice(at + 1, end));
      if (set === undefined) return undefined;
      parts.push(set);
      at = end;
    } else {
      at += character === '\\' ? 1 : 0;
      const wanted = pattern[at];
      if (wanted === undefined) return undefined;
      parts.push((one) => one === wanted);
    }
  }
  return parts;
}

function characterSet(body: readonly string[]): GlobPart | undefined {
  const isNegated = body[0] === '!';
  const members = isNegated ? body.slice(1) : body;
  const [from, dash, to] = members;
  if (from === undefined) return undefined;
  const isRange = members.length === 3 && dash === '-';
  if (isRange && to !== undefined) return (one) => (one >= from && one <= to) !== isNegated;
  return (one) => members.includes(one) !== isNegated;
}

/** Goes back to the last `*` only: what an earlier one could take, the last one can take as well. */
function matches(parts: readonly GlobPart[], path: readonly string[]): boolean {
  let part = 0;
  let star = -1;
  let resumeAt = 0;
  for (let at = 0; at < path.length;) {
    const wanted = parts[part];
    if (wanted === 'any') {
      star = part;
      resumeAt = at;
      part += 1;
    } else if (wanted?.(path[at] ?? '') === true) {
      part += 1;
      at += 1;
    } else if (star >= 0) {
      part = star + 1;
      resumeAt += 1;
      at = resumeAt;
    } else return false;
  }
  return parts.slice(part).every((rest) => rest === 'any');
}
