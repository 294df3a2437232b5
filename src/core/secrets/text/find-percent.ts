import type { EncodedText } from './encoded-text.ts';
import type { Layer, Span } from './layer.ts';
import { readableText } from './readable-text.ts';

/** Shorter words hold no secret, however they are encoded. */
const MIN_CHARACTERS = 8;

/** The parts of a stretch of text that are percent-encoded (RFC 3986), each with what it stands in up to spaces and quotes. */
export function findPercent({ text }: Pick<Layer, 'text'>, stretch: Span): readonly EncodedText[] {
  const found: EncodedText[] = [];
  const part = text.slice(stretch.start, stretch.end);
  for (let at = nextEscape(part, 0); at !== -1;) {
    const [start, end] = [startOfWord(part, at), endOfWord(part, at)];
    const decoded = end - start < MIN_CHARACTERS ? undefined : readableText(decodePercent(part.slice(start, end)));
    if (decoded !== undefined)
      found.push({ start: stretch.start + start, end: stretch.start + end, encoding: 'percent', decoded });
    at = nextEscape(part, end);
  }
  return found;
}

function nextEscape(text: string, from: number): number {
  for (let at = text.indexOf('%', from); at !== -1; at = text.indexOf('%', at + 1)) {
    if (isHexDigit(text.charCodeAt(at + 1)) && isHexDigit(text.charCodeAt(at + 2))) return at;
  }
  return -1;
}

const isHexDigit = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);

function startOfWord(text: string, at: number): number {
  let start = at;
  while (start > 0 && isWord(text.charCodeAt(start - 1))) start--;
  return start;
}

function endOfWord(text: string, at: number): number {
  let end = at;
  while (end < text.length && isWord(text.charCodeAt(end))) end++;
  return end;
}

/** Whatever may stand in a URL. */
const isWord = (code: number): boolean => code > 0x20 && code < 0x7f && !SEPARATORS.has(code);
const SEPARATORS: ReadonlySet<number> = new Set([...'"\'`<>\\'].map((character) => character.charCodeAt(0)));

const decodePercent = (text: string): string =>
  text.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, pair: string) => String.fromCharCode(Number.parseInt(pair, 16)));
