/** U+FFFD, what Go reads where bytes are not UTF-8. */
export const REPLACEMENT = 0xfffd;

/** The characters of a string as Go's `range` sees them: a byte that is not UTF-8 is one character. */
export function characters(text: string): readonly string[] {
  return Array.from(text);
}

/** How many characters Go counts, for widths. */
export function characterCount(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xd800) count--;
  return count;
}

/** The byte that a character stands for when it is not Unicode text; undefined for every other character. */
export function strayByte(character: string): number | undefined {
  const unit = character.charCodeAt(0);
  return unit >= 0xdc80 && unit <= 0xdcff ? unit - 0xdc00 : undefined;
}

/** Whether a Rego string holds bytes that are not UTF-8. */
export function hasStrayBytes(text: string): boolean {
  return /[\ud800-\udfff]/u.test(text);
}

/** The string with U+FFFD for each byte that is not UTF-8, as Go writes it to JSON. */
export function toUnicode(text: string): string {
  return hasStrayBytes(text) ? text.replace(/[\ud800-\udfff]/gu, '\ufffd') : text;
}

/** The character of a code point; U+FFFD for what is none, surrogates included. */
export function characterOf(codePoint: number): string {
  const valid = codePoint >= 0 && codePoint <= 0x10ffff && (codePoint < 0xd800 || codePoint > 0xdfff);
  return String.fromCodePoint(valid ? codePoint : REPLACEMENT);
}

/** The bytes of a Rego string: UTF-8, and stray bytes as they were. */
export function toBytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const stray = strayByte(character);
    if (stray === undefined) appendUtf8(bytes, character.codePointAt(0) ?? REPLACEMENT);
    else bytes.push(stray);
  }
  return Uint8Array.from(bytes);
}

/** The Rego string of some bytes: UTF-8 becomes text, any other byte a lone surrogate. The inverse of `toBytes`. */
export function fromBytes(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length;) {
    const first = bytes[i] ?? 0;
    const length = sequenceLength(bytes, i);
    text += length === 0 ? String.fromCharCode(0xdc00 + first) : String.fromCodePoint(decode(bytes, i, length));
    i += Math.max(length, 1);
  }
  return text;
}

function appendUtf8(bytes: number[], codePoint: number): void {
  if (codePoint < 0x80) bytes.push(codePoint);
  else if (codePoint < 0x800) bytes.push(0xc0 | (codePoint >> 6), continuation(codePoint));
  else if (codePoint < 0x10000)
    bytes.push(0xe0 | (codePoint >> 12), continuation(codePoint >> 6), continuation(codePoint));
  else {
    bytes.push(0xf0 | (codePoint >> 18), continuation(codePoint >> 12));
    bytes.push(continuation(codePoint >> 6), continuation(codePoint));
  }
}

function continuation(bits: number): number {
  return 0x80 | (bits & 0x3f);
}

// 0 when no well-formed sequence starts here: overlong forms, surrogates and cut sequences are stray bytes.
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return 0;
  for (let i = 1; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  const codePoint = decode(bytes, at, length);
  const smallest = length === 4 ? 0x10000 : length === 3 ? 0x800 : 0x80;
  const wellFormed = codePoint >= smallest && codePoint <= 0x10ffff && (codePoint < 0xd800 || codePoint > 0xdfff);
  return wellFormed ? length : 0;
}

function decode(bytes: Uint8Array, at: number, length: number): number {
  const first = bytes[at] ?? 0;
  let codePoint = length === 1 ? first : first & (0x7f >> length);
  for (let i = 1; i < length; i++) codePoint = (codePoint << 6) | ((bytes[at + i] ?? 0) & 0x3f);
  return codePoint;
}
