/**
 * The words of a name in lower case, however it is spelt: `dbPassword`, `DB_PASSWORD`, `db.password`, `DBPassword2` and
 * `spring:datasource:password` each end in `password`; digits at an end are left out.
 */
export function splitName(name: string): readonly string[] {
  const words: string[] = [];
  let start = Math.max(0, name.length - MAX_LENGTH);
  for (let at = start; at <= name.length; at++) {
    const isOver = at === name.length || !isOfWord(name.charCodeAt(at));
    if (!isOver && (at === start || !beginsWord(name, at))) continue;
    addWord(words, name, start, at);
    start = isOver ? at + 1 : at;
  }
  return words;
}

/** Of longer names the end counts: there the noun stands. */
const MAX_LENGTH = 120;

/** A capital behind a small letter or a digit, and the last of several before a small letter. */
function beginsWord(name: string, at: number): boolean {
  if (!isCapital(name.charCodeAt(at))) return false;
  const before = name.charCodeAt(at - 1);
  return isSmall(before) || isDigit(before) || (isCapital(before) && isSmall(name.charCodeAt(at + 1)));
}

/** Adds what stands between two places, without the digits at its ends. */
function addWord(words: string[], name: string, from: number, to: number): void {
  let [start, end] = [from, to];
  while (start < end && isDigit(name.charCodeAt(start))) start++;
  while (end > start && isDigit(name.charCodeAt(end - 1))) end--;
  if (start < end) words.push(name.slice(start, end).toLowerCase());
}

const isSmall = (code: number): boolean => code >= 0x61 && code <= 0x7a;
const isCapital = (code: number): boolean => code >= 0x41 && code <= 0x5a;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isOfWord = (code: number): boolean => isSmall(code) || isCapital(code) || isDigit(code) || code >= 0x80;
