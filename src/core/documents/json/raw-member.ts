/** A part of a text: from `start` up to `end`. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The text of a member of a JSON object, as it was sent: numbers keep every digit, which parsing would round. The last of
 * equal keys counts, as for `JSON.parse`.
 * @param text valid JSON
 * @returns undefined when there is no such member
 */
export function rawMember(text: string, path: readonly string[]): string | undefined {
  let span: Span = { start: skipSpace(text, 0), end: text.length };
  for (const key of path) {
    const member = findMember(text, span.start, key);
    if (member === undefined) return undefined;
    span = member;
  }
  return text.slice(span.start, span.end);
}

/**
 * The members of a JSON object, in their order, each with its text as it was sent. The last of equal keys counts. There are none
 * in what is no object.
 * @param text valid JSON
 */
export function rawMembers(text: string): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  visitMembers(text, skipSpace(text, 0), (key, value) => {
    members.set(JSON.parse(text.slice(key.start, key.end)), text.slice(value.start, value.end));
  });
  return members;
}

/**
 * Some members of a JSON object, as a JSON object of their own. What is not there is left out, and of no object there are none.
 * @param text valid JSON
 * @param keys plain names, each but once
 * @param isUnique no key is there twice: what stands behind the last one found need not be looked at
 */
export function pickMembers(text: string, keys: readonly string[], isUnique: boolean): string {
  const found = new Map<string, string>();
  visitMembers(text, skipSpace(text, 0), (candidate, value) => {
    const key = keys.find((one) => isKey(text, candidate, one));
    if (key !== undefined) found.set(key, text.slice(value.start, value.end));
    return isUnique && found.size === keys.length;
  });
  return `{${Array.from(found, ([key, value]) => `"${key}":${value}`).join(',')}}`;
}

const QUOTE = '"';

function findMember(text: string, start: number, key: string): Span | undefined {
  let found: Span | undefined;
  visitMembers(text, start, (candidate, value) => {
    if (isKey(text, candidate, key)) found = value;
  });
  return found;
}

/** Visits the members of the object at `start`, until it is said that this was the last; does nothing when there is none. */
function visitMembers(text: string, start: number, visit: (key: Span, value: Span) => boolean | void): void {
  if (text[start] !== '{') return;
  let at = skipSpace(text, start + 1);
  while (text[at] === QUOTE) {
    const key = { start: at, end: skipString(text, at) };
    const valueStart = skipSpace(text, skipSpace(text, key.end) + 1);
    const value = { start: valueStart, end: skipValue(text, valueStart) };
    if (visit(key, value) === true) return;
    at = skipSpace(text, value.end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
}

/** Keys are rarely escaped; only one that is needs parsing. */
function isKey(text: string, { start, end }: Span, key: string): boolean {
  const length = end - start - 2;
  // A key with a backslash is longer where it is written.
  if (length === key.length) return text.startsWith(key, start + 1) && !key.includes('\\');
  if (length < key.length) return false;
  const raw = text.slice(start + 1, end - 1);
  return raw.includes('\\') && JSON.parse(text.slice(start, end)) === key;
}

/** @returns the place after the value that begins at `start` */
function skipValue(text: string, start: number): number {
  const first = text[start];
  if (first === QUOTE) return skipString(text, start);
  if (first === '{' || first === '[') return skipNested(text, start);
  let at = start;
  while (at < text.length && !ENDS_SCALAR.has(text.charCodeAt(at))) at += 1;
  return at;
}

/** `,`, `]`, `}` and white space. */
const ENDS_SCALAR: ReadonlySet<number> = new Set([0x2c, 0x5d, 0x7d, 0x20, 0x09, 0x0a, 0x0d]);

const CODE = { quote: 0x22, openList: 0x5b, closeList: 0x5d, openObject: 0x7b, closeObject: 0x7d } as const;

/** Looks at every character once; a search for the next bracket by pattern takes ten times as long. */
function skipNested(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    at += 1;
    if (code === CODE.quote) at = skipString(text, at - 1);
    else if (code === CODE.openObject || code === CODE.openList) depth += 1;
    else if (code === CODE.closeObject || code === CODE.closeList) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return text.length;
}

/** A quote ends the string unless an odd number of backslashes stands before it. */
function skipString(text: string, start: number): number {
  for (let end = text.indexOf(QUOTE, start + 1); end >= 0; end = text.indexOf(QUOTE, end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1;
  return at;
}
