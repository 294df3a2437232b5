import { decodeBase64, isBase64Code, sixBitsOf } from './decode-base64.ts';
import { decodeHex, isHex } from './decode-hex.ts';
import type { EncodedText } from './encoded-text.ts';
import type { Layer, Span } from './layer.ts';
import { NO_TEXT, readableText, readByte, TEXT_BEGINS } from './readable-text.ts';

/** Fewer characters decode to something readable by chance. */
export const MIN_CHARACTERS = 16;
export const MIN_HEX_DIGITS = 32;
/** Lines that are wrapped are at least that long: 64 characters in PEM, 76 in MIME. */
const MIN_WRAPPED_LINE = 60;
/** A run may begin with something else: the folders of a path. */
export const MAX_BEGINNINGS = 4;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;

/** Finds runs of characters of base64, hexadecimal digits among them. */
export interface Runs {
  /** The next run in a stretch of some bytes; those that decode to nothing readable may be left out. */
  readonly next: (bytes: Uint8Array, from: number, to: number) => Span | undefined;
}

export const ALL_RUNS: Runs = {
  next: (bytes, from, to) => {
    const start = nextRun(bytes, from, to);
    return start === -1 ? undefined : { start, end: endOfRun(bytes, start + MIN_CHARACTERS, to) };
  },
};

/** The parts of a stretch of text that are readable text in base64, base64url or hex. */
export function findBase64AndHex(
  layer: Pick<Layer, 'text' | 'bytes'>,
  stretch: Span,
  runs: Runs = ALL_RUNS,
): readonly EncodedText[] {
  const found: EncodedText[] = [];
  for (let run = runs.next(layer.bytes, stretch.start, stretch.end); run !== undefined;) {
    const { start, end } = run;
    const encoded = decodeHexRun(layer.text, start, end) ?? decodeBase64Run(layer, start, end, stretch.end);
    if (encoded !== undefined) found.push(encoded);
    run = runs.next(layer.bytes, encoded?.end ?? end, stretch.end);
  }
  return found;
}

/**
 * Where enough characters of the alphabet in a row begin next, or -1. Only every so manieth character is looked at where no run
 * is: without one within a run's length there is no run.
 */
function nextRun(bytes: Uint8Array, from: number, to: number): number {
  let start = from;
  while (start + MIN_CHARACTERS <= to) {
    let at = start + MIN_CHARACTERS - 1;
    while (at >= start && isBase64Code(bytes[at] ?? 0)) at--;
    if (at < start) return start;
    start = at + 1;
  }
  return -1;
}

function endOfRun(bytes: Uint8Array, from: number, to: number): number {
  let end = from;
  while (end < to && isBase64Code(bytes[end] ?? 0)) end++;
  return end;
}

function decodeHexRun(text: string, start: number, end: number): EncodedText | undefined {
  if (end - start < MIN_HEX_DIGITS || (end - start) % 2 !== 0) return undefined;
  if (!isHex(text.slice(start, start + 2)) || !isHex(text.slice(start, end))) return undefined;
  const decoded = readableText(decodeHex(text.slice(start, end)));
  return decoded === undefined ? undefined : { start, end, encoding: 'hex', decoded };
}

/** @param to how far the lines after the run may reach, if it is the first of several */
function decodeBase64Run(
  { text, bytes }: Pick<Layer, 'text' | 'bytes'>,
  runStart: number,
  runEnd: number,
  to: number,
): EncodedText | undefined {
  // `\n` before a run is an escape, not its first letter.
  let start = bytes[runStart - 1] === BACKSLASH ? runStart + 1 : runStart;
  for (let i = 0; i < MAX_BEGINNINGS && runEnd - start >= MIN_CHARACTERS; i++) {
    if (mayBeReadable(bytes, start)) {
      const end = endOfWrapped({ text, bytes }, start, runEnd, to);
      const decoded = readableText(decodeBase64(text.slice(start, end).replaceAll(ESCAPED_BREAK, '')));
      if (decoded !== undefined) return { start, end, encoding: 'base64', decoded };
    }
    while (start < runEnd && bytes[start] !== SLASH) start++;
    start++;
  }
  return undefined;
}

/** Whether the first characters decode to text. Most runs are names and paths: a byte or two show it, and nothing is decoded. */
function mayBeReadable(bytes: Uint8Array, start: number): boolean {
  let state = TEXT_BEGINS;
  for (let i = 0; i < BYTES_LOOKED_AT && state !== NO_TEXT; i++) state = readByte(state, decodedByte(bytes, start, i));
  return state !== NO_TEXT;
}

const BYTES_LOOKED_AT = (MIN_CHARACTERS * 3) / 4;

/** The byte with a number of those that the characters from `start` on encode. */
function decodedByte(bytes: Uint8Array, start: number, index: number): number {
  const place = index % 3;
  const at = start + ((index - place) / 3) * 4 + place;
  const shift = 2 + 2 * place;
  const bits = (sixBitsOf(bytes[at] ?? 0) << shift) | (sixBitsOf(bytes[at + 1] ?? 0) >>> (6 - shift));
  return bits & 0xff;
}

/** Base64 is wrapped into lines, in YAML indented. */
function endOfWrapped(
  { text, bytes }: Pick<Layer, 'text' | 'bytes'>,
  start: number,
  firstEnd: number,
  to: number,
): number {
  let [lineStart, end] = [start, firstEnd];
  while (end - lineStart >= MIN_WRAPPED_LINE && (end - lineStart) % 4 === 0) {
    LINE_BREAK.lastIndex = end;
    const lineBreak = LINE_BREAK.exec(text)?.[0];
    if (lineBreak === undefined) break;
    lineStart = end + lineBreak.length;
    const lineEnd = endOfRun(bytes, lineStart, to);
    if (lineEnd === lineStart) break;
    end = lineEnd;
  }
  return end;
}

/** Its letters would be taken for base64. */
const ESCAPED_BREAK = /\\[rn]/g;
const LINE_BREAK = /(?:\r?\n|(?:\\r)?\\n)[ \t]{0,80}/y;
