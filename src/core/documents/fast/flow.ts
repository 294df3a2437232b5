import { resolvePlain, toJson, toKey } from '../values/plain-scalar.ts';
import { type Cursor, enter } from './cursor.ts';
import { addKey } from './key.ts';
import { plainStart, trimmed } from './plain.ts';
import { copyQuoted, readQuoted } from './quoted.ts';
import { put, putAscii, putString } from './write.ts';

/** As for block mappings: longer keys are left to the complete reader. */
const LONG_KEY = 500;

/** Writes the flow collection at the cursor and moves behind it. */
export function readFlow(cursor: Cursor): boolean {
  if (!enter(cursor)) return false;
  const open = cursor.text.charCodeAt(cursor.at);
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

/** Skips spaces, line feeds and comments; the code unit behind them, 0 at the end of the document. */
function skipSpace(cursor: Cursor): number {
  const { text } = cursor;
  let at = cursor.at;
  let code = text.charCodeAt(at);
  while (code === 0x20 || code === 0x0a || code === 0x23) {
    at = code === 0x23 ? text.indexOf('\n', at) : at + 1;
    code = text.charCodeAt(at);
  }
  cursor.at = at;
  return at < cursor.end ? code : 0;
}

function readPair(cursor: Cursor, first: number): boolean {
  if (!readFlowKey(cursor, first)) return false;
  const code = skipSpace(cursor);
  if (code !== 0x2c && code !== 0x7d) return readValue(cursor);
  putAscii(cursor, 'null');
  return true;
}

function readValue(cursor: Cursor): boolean {
  const code = cursor.text.charCodeAt(cursor.at);
  if (code === 0x5b || code === 0x7b) return readFlow(cursor);
  if (code === 0x22 || code === 0x27) return readQuoted(cursor, code);
  const plain = readFlowPlain(cursor);
  if (plain === undefined || cursor.text.charCodeAt(cursor.at) === 0x3a) return false;
  const scalar = resolvePlain(plain);
  if (scalar.type === 'string') putString(cursor, scalar.value);
  else {
    const json = toJson(scalar);
    if (json === undefined) return false;
    putAscii(cursor, json);
  }
  return true;
}

/** Writes a key and moves behind its colon, which stands on the same line. */
function readFlowKey(cursor: Cursor, first: number): boolean {
  const { text, at, length } = cursor;
  const code = text.charCodeAt(at);
  if (!(code === 0x22 || code === 0x27 ? copyQuotedKey(cursor, code) : copyPlainKey(cursor))) return false;
  while (text.charCodeAt(cursor.at) === 0x20) cursor.at += 1;
  if (text.charCodeAt(cursor.at) !== 0x3a || cursor.at - at > LONG_KEY) return false;
  cursor.at += 1;
  return addKey(cursor, first, length);
}

function copyQuotedKey(cursor: Cursor, quote: number): boolean {
  put(cursor, 0x22);
  const end = copyQuoted(cursor, quote);
  put(cursor, 0x22);
  cursor.at = end + 1;
  return cursor.text.charCodeAt(end) === quote;
}

function copyPlainKey(cursor: Cursor): boolean {
  const plain = readFlowPlain(cursor);
  const key = plain === undefined || plain === '<<' ? undefined : toKey(resolvePlain(plain));
  if (key === undefined) return false;
  putString(cursor, key);
  return true;
}

/** Reads plain text within one line, up to `,`, a bracket, a comment, the line feed or a `:` that makes it a key. */
function readFlowPlain(cursor: Cursor): string | undefined {
  const { text, at } = cursor;
  const first = text.charCodeAt(at);
  if (plainStart(text, at) === 0 || first === 0x3f || first === 0x3a) return undefined;
  let end = at;
  let code = first;
  while (!stopsFlowPlain(text, end, code)) {
    // What means something else in YAML, or to some readers, is left to the complete reader.
    if (code === 0x3f || code === 0x5b || code === 0x7b || code === 0x09) return undefined;
    code = text.charCodeAt(++end);
  }
  cursor.at = end;
  return continues(cursor) ? undefined : trimmed(text, at, end);
}

function stopsFlowPlain(text: string, at: number, code: number): boolean {
  if (code === 0x2c || code === 0x5d || code === 0x7d || code === 0x0a) return true;
  if (code === 0x23) return text.charCodeAt(at - 1) === 0x20;
  if (code !== 0x3a) return false;
  const next = text.charCodeAt(at + 1);
  return next === 0x20 || next === 0x0a || next === 0x09;
}

/** Whether something other than the end of the item follows the line feed or comment at the cursor. */
function continues(cursor: Cursor): boolean {
  const stop = cursor.text.charCodeAt(cursor.at);
  if (stop !== 0x0a && stop !== 0x23) return false;
  const code = skipSpace(cursor);
  return code !== 0x2c && code !== 0x5d && code !== 0x7d;
}
