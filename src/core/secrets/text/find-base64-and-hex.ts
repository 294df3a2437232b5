import { decodeBase64, isBase64Code } from './decode-base64.ts';
import { decodeHex, isHex } from './decode-hex.ts';
import type { EncodedText } from './encoded-text.ts';
import type { Span } from './layer.ts';
import { readableText } from './readable-text.ts';

/** Fewer characters decode to something readable by chance. */
const MIN_CHARACTERS = 16;
const MIN_HEX_DIGITS = 32;
/** Lines that are wrapped are at least that long: 64 characters in PEM, 76 in MIME. */
const MIN_WRAPPED_LINE = 60;
/** A run may begin with something else, as the folders of a path do. */
const MAX_BEGINNINGS = 4;

/** The parts of a stretch of text that are readable text in base64, base64url or hex. */
export function* findBase64AndHex(text: string, stretch: Span): Generator<EncodedText> {
  for (let run = nextRun(text, stretch.start, stretch.end); run !== undefined;) {
    const wrapped = joinWrapped(text, run, stretch.end);
    const found = decodeRun(text, wrapped);
    if (found !== undefined) yield found;
    run = nextRun(text, wrapped.end, stretch.end);
  }
}

/**
 * The next characters of the alphabet in a row that are enough. Only every so manieth character is looked at where no run is:
 * without one within a run's length there is no run.
 */
function nextRun(text: string, from: number, to: number): Span | undefined {
  let start = from;
  for (let at = start + MIN_CHARACTERS - 1; at < to; at = start + MIN_CHARACTERS - 1) {
    while (at >= start && isBase64Code(text.charCodeAt(at))) at--;
    if (at < start) return { start: afterEscape(text, start), end: endOfRun(text, start + MIN_CHARACTERS, to) };
    start = at + 1;
  }
  return undefined;
}

function endOfRun(text: string, from: number, to: number): number {
  let end = from;
  while (end < to && isBase64Code(text.charCodeAt(end))) end++;
  return end;
}

/** `\n` before a run is an escape, not its first letter. */
const afterEscape = (text: string, start: number): number =>
  text[start - 1] === '\\' && /[nrt]/.test(text[start] ?? '') ? start + 1 : start;

/** Base64 is wrapped into lines, in YAML indented. */
function joinWrapped(text: string, run: Span, to: number): Span {
  let { end } = run;
  for (let line = run; line.end - line.start >= MIN_WRAPPED_LINE && (line.end - line.start) % 4 === 0;) {
    const [breakAndIndent] = stickyAt(LINE_BREAK, text, line.end);
    if (breakAndIndent === undefined) break;
    const start = line.end + breakAndIndent.length;
    line = { start, end: endOfRun(text, start, to) };
    if (line.end === line.start) break;
    ({ end } = line);
  }
  return { start: run.start, end };
}

const LINE_BREAK = /(?:\r?\n|(?:\\r)?\\n)[ \t]{0,80}/y;

function stickyAt(pattern: RegExp, text: string, at: number): readonly (string | undefined)[] {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? [];
}

function decodeRun(text: string, run: Span): EncodedText | undefined {
  const encoded = text.slice(run.start, run.end);
  if (encoded.length >= MIN_HEX_DIGITS && encoded.length % 2 === 0 && isHex(encoded)) {
    const decoded = readableText(decodeHex(encoded));
    if (decoded !== undefined) return { ...run, encoding: 'hex', decoded };
  }
  let start = 0;
  for (let i = 0; i < MAX_BEGINNINGS && encoded.length - start >= MIN_CHARACTERS; i++) {
    const decoded = decodeReadable(encoded, start);
    if (decoded !== undefined) return { start: run.start + start, end: run.end, encoding: 'base64', decoded };
    const next = encoded.slice(start).search(/[/_+-]/);
    if (next === -1) break;
    start += next + 1;
  }
  return undefined;
}

/** Most runs are names and paths: their first characters show it, and the rest is not decoded. */
function decodeReadable(encoded: string, start: number): string | undefined {
  if (readableText(decodeBase64(encoded.slice(start, start + MIN_CHARACTERS))) === undefined) return undefined;
  return readableText(decodeBase64(encoded.slice(start)));
}
