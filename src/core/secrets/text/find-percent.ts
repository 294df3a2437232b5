import type { EncodedText } from './encoded-text.ts';
import type { Layer, Span } from './layer.ts';
import { readableText } from './readable-text.ts';

/** The parts of a stretch of text that are percent-encoded (RFC 3986), each with what it stands in up to spaces and quotes. */
export function* findPercent({ text }: Pick<Layer, 'text'>, stretch: Span): Generator<EncodedText> {
  for (let at = nextEscape(text, stretch.start, stretch.end); at !== -1;) {
    const span = { start: startOfWord(text, at, stretch.start), end: endOfWord(text, at, stretch.end) };
    const decoded = readableText(decodePercent(text.slice(span.start, span.end)));
    if (decoded !== undefined) yield { ...span, encoding: 'percent', decoded };
    at = nextEscape(text, span.end, stretch.end);
  }
}

function nextEscape(text: string, from: number, to: number): number {
  for (let at = text.indexOf('%', from); at !== -1 && at + 2 < to; at = text.indexOf('%', at + 1)) {
    if (isHexDigit(text.charCodeAt(at + 1)) && isHexDigit(text.charCodeAt(at + 2))) return at;
  }
  return -1;
}

const isHexDigit = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);

function startOfWord(text: string, at: number, from: number): number {
  let start = at;
  while (start > from && isWord(text.charCodeAt(start - 1))) start--;
  return start;
}

function endOfWord(text: string, at: number, to: number): number {
  let end = at;
  while (end < to && isWord(text.charCodeAt(end))) end++;
  return end;
}

/** Whatever may stand in a URL. */
const isWord = (code: number): boolean => code > 0x20 && code < 0x7f && !SEPARATORS.has(code);
const SEPARATORS: ReadonlySet<number> = new Set([...'"\'`<>\\'].map((character) => character.charCodeAt(0)));

const decodePercent = (text: string): string =>
  text.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, pair: string) => String.fromCharCode(Number.parseInt(pair, 16)));
