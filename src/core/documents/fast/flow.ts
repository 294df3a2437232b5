import { byteAt, type Cursor, enter, isBlankOrBreak, lineEnd } from './cursor.ts';
import { addKey, LONG_KEY } from './key.ts';
import { plainStart, trimmedEnd } from './plain.ts';
import { copyQuoted, readQuoted } from './quoted.ts';
import { endKey, endScalar, START } from './typed.ts';
import { put, putAscii, putBytes } from './write.ts';

/** Writes the flow collection at the cursor and moves behind it. */
export function readFlow(cursor: Cursor): boolean {
  if (!enter(cursor)) return false;
  const open = byteAt(cursor.bytes, cursor.at);
  const isMapping = open === 0x7b;
  const close = isMapping ? 0x7d : 0x5d;
  const first = cursor.keys.count;
  put(cursor, open);
  cursor.at += 1;
  while (skipSpace(cursor) !== close) {
    if (!(isMapping ? readPair(cursor, first) : readValue(cursor))) return false;
    const code = skipSpace(cursor);
    if (code === 0x2c) {
      cursor.at += 1;
      // A comma may stand before the closing bracket.
      if (skipSpace(cursor) !== close) put(cursor, 0x2c);
    } else if (code !== close) return false;
  }
  cursor.at += 1;
  put(cursor, close);
  cursor.depth -= 1;
  cursor.keys.count = first;
  return true;
}

/** Skips spaces, line feeds and comments; the byte behind them, 0 at the end of the document. */
function skipSpace(cursor: Cursor): number {
  const { bytes } = cursor;
  let at = cursor.at;
  let code = byteAt(bytes, at);
  while (code === 0x20 || code === 0x0a || code === 0x23) {
    at = code === 0x23 ? lineEnd(bytes, at) : at + 1;
    code = byteAt(bytes, at);
  }
  cursor.at = at;
  return code;
}

function readPair(cursor: Cursor, first: number): boolean {
  if (!readFlowKey(cursor, first)) return false;
  const code = skipSpace(cursor);
  if (code !== 0x2c && code !== 0x7d) return readValue(cursor);
  putAscii(cursor, 'null');
  return true;
}

function readValue(cursor: Cursor): boolean {
  const { bytes, at, length } = cursor;
  const code = byteAt(bytes, at);
  if (code === 0x5b || code === 0x7b) return readFlow(cursor);
  if (code === 0x22 || code === 0x27) return readQuoted(cursor, code);
  const end = copyFlowPlain(cursor);
  if (end < 0 || byteAt(bytes, cursor.at) === 0x3a) return false;
  return endScalar(cursor, length, at, end, plainStart(bytes, at));
}

/** Writes a key and moves behind its colon, which stands on the same line. */
function readFlowKey(cursor: Cursor, first: number): boolean {
  const { bytes, at, length } = cursor;
  const code = byteAt(bytes, at);
  if (!(code === 0x22 || code === 0x27 ? copyQuoted(cursor, code) : copyPlainKey(cursor))) return false;
  while (byteAt(bytes, cursor.at) === 0x20) cursor.at += 1;
  if (byteAt(bytes, cursor.at) !== 0x3a || cursor.at - at > LONG_KEY) return false;
  cursor.at += 1;
  return addKey(cursor, first, length);
}

function copyPlainKey(cursor: Cursor): boolean {
  const { bytes, at, length } = cursor;
  const end = copyFlowPlain(cursor);
  return end >= 0 && endKey(cursor, length, at, end, plainStart(bytes, at));
}

/**
 * Copies plain text within one line, without a closing quote, and moves behind it: to `,`, a bracket, or a `:` that makes it a
 * key. Returns the offset where the text itself ends, -1 when this is no text of one line.
 */
function copyFlowPlain(cursor: Cursor): number {
  const { bytes, at } = cursor;
  const first = byteAt(bytes, at);
  if (plainStart(bytes, at) === START.none || first === 0x3f || first === 0x3a) return -1;
  let stop = at;
  for (let code = first; !stopsFlowPlain(bytes, stop, code); code = byteAt(bytes, ++stop)) {
    // What means something else in YAML, or to some readers, is left to the complete reader.
    if (code === 0x3f || code === 0x5b || code === 0x7b || code === 0x09) return -1;
  }
  const end = trimmedEnd(bytes, stop);
  put(cursor, 0x22);
  putBytes(cursor, at, end);
  cursor.at = stop;
  return continues(cursor) ? -1 : end;
}

function stopsFlowPlain(bytes: Uint8Array, at: number, code: number): boolean {
  if (code === 0x2c || code === 0x5d || code === 0x7d || code === 0x0a) return true;
  if (code === 0x23) return byteAt(bytes, at - 1) === 0x20;
  return code === 0x3a && isBlankOrBreak(byteAt(bytes, at + 1));
}

/** Whether something other than the end of the item follows the line feed or comment at the cursor. */
function continues(cursor: Cursor): boolean {
  const stop = byteAt(cursor.bytes, cursor.at);
  if (stop !== 0x0a && stop !== 0x23) return false;
  const code = skipSpace(cursor);
  return code !== 0x2c && code !== 0x5d && code !== 0x7d;
}
