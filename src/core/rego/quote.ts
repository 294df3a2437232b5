import { characters, hasStrayBytes, REPLACEMENT, strayByte } from './go-string.ts';
import { isPrintable } from './printable.ts';

const PLAIN = /^[ !#-[\]-~]*$/;
const ESCAPES: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** The string as Go's strconv.Quote writes it, in double quotes; with `ascii` as strconv.QuoteToASCII. */
export function quote(text: string, ascii = false): string {
  if (PLAIN.test(text)) return `"${text}"`;
  return `"${characters(text)
    .map((character) => escapeCharacter(character, '"', ascii))
    .join('')}"`;
}

/** One character as Go's strconv.QuoteRune writes it, in single quotes. */
export function quoteCharacter(character: string, ascii = false): string {
  return `'${escapeCharacter(character, "'", ascii)}'`;
}

/** Whether Go would write the string between backquotes: no control characters but tab, no backquote, no BOM. */
export function canBackquote(text: string): boolean {
  return !/[\u0000-\u0008\u000a-\u001f`\u007f\ufeff]/.test(text) && !hasStrayBytes(text);
}

function escapeCharacter(character: string, delimiter: string, ascii: boolean): string {
  const stray = strayByte(character);
  if (stray !== undefined) return `\\x${hex(stray, 2)}`;
  if (character === delimiter || character === '\\') return `\\${character}`;
  const codePoint = character.codePointAt(0) ?? REPLACEMENT;
  if (isPrintable(codePoint) && (!ascii || codePoint < 0x80)) return character;
  return ESCAPES[character] ?? escapeCodePoint(codePoint);
}

function escapeCodePoint(codePoint: number): string {
  if (codePoint < 0x20 || codePoint === 0x7f) return `\\x${hex(codePoint, 2)}`;
  return codePoint < 0x10000 ? `\\u${hex(codePoint, 4)}` : `\\U${hex(codePoint, 8)}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
