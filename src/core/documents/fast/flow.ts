import { resolvePlain, toJson, toKey } from '../plain-scalar.ts';
import type { Cursor } from './cursor.ts';
import { addKey } from './key-list.ts';
import { plainStart, quoteJson, readQuoted, trimmed } from './scalar.ts';

const LONG_KEY = 500;

/** Writes the flow collection at the cursor and moves behind it. */
export function readFlow(cursor: Cursor): boolean {
  cursor.depth += 1;
  if (cursor.depth > cursor.maxDepth) return false;
  const isMapping = cursor.text.charCodeAt(cursor.at) === 0x7b;
  cursor.at += 1;
  const read = isMapping ? readFlowMapping(cursor) : readFlowSequence(cursor);
  cursor.depth -= 1;
  return read;
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

function readFlowSequence(cursor: Cursor): boolean {
  cursor.json += '[';
  let code = skipSpace(cursor);
  while (code !== 0x5d) {
    if (!readFlowValue(cursor, code)) return false;
    code = skipSpace(cursor);
    if (code === 0x2c) {
      cursor.at += 1;
      code = skipSpace(cursor);
      if (code !== 0x5d) cursor.json += ',';
    } else if (code !== 0x5d) return false;
  }
  cursor.at += 1;
  cursor.json += ']';
  return true;
}

function readFlowMapping(cursor: Cursor): boolean {
  const keys: string[] = [];
  cursor.json += '{';
  let code = skipSpace(cursor);
  while (code !== 0x7d) {
    if (!readFlowKey(cursor, code, keys)) return false;
    code = skipSpace(cursor);
    if (code === 0x2c || code === 0x7d) cursor.json += 'null';
    else if (!readFlowValue(cursor, code)) return false;
    code = skipSpace(cursor);
    if (code === 0x2c) {
      cursor.at += 1;
      code = skipSpace(cursor);
      if (code !== 0x7d) cursor.json += ',';
    } else if (code !== 0x7d) return false;
  }
  cursor.at += 1;
  cursor.json += '}';
  return true;
}

function readFlowValue(cursor: Cursor, code: number): boolean {
  if (code === 0x5b || code === 0x7b) return readFlow(cursor);
  if (code === 0x22 || code === 0x27) return readQuoted(cursor, code);
  const plain = readFlowPlain(cursor);
  if (plain === undefined || cursor.text.charCodeAt(cursor.at) === 0x3a) return false;
  const json = toJson(resolvePlain(plain));
  if (json === undefined) return false;
  cursor.json += json;
  return true;
}

/** Writes a key with its colon, and moves behind the colon. */
function readFlowKey(cursor: Cursor, code: number, keys: string[]): boolean {
  const { text } = cursor;
  const start = cursor.at;
  const quoted = code === 0x22 || code === 0x27;
  const key = quoted ? readFlowQuotedKey(cursor, code) : readFlowPlainKey(cursor);
  if (key === undefined || cursor.at - start > LONG_KEY || !addKey(keys, key)) return false;
  while (text.charCodeAt(cursor.at) === 0x20) cursor.at += 1;
  if (text.charCodeAt(cursor.at) !== 0x3a) return false;
  cursor.at += 1;
  cursor.json += `${quoteJson(key)}:`;
  return true;
}

/** Text between quotes that stands for itself. */
function readFlowQuotedKey(cursor: Cursor, quote: number): string | undefined {
  const { text, at } = cursor;
  let end = at + 1;
  let code = text.charCodeAt(end);
  while (code !== quote && code !== 0x5c && code !== 0x0a) code = text.charCodeAt(++end);
  if (code !== quote || (quote === 0x27 && text.charCodeAt(end + 1) === 0x27)) return undefined;
  cursor.at = end + 1;
  return text.slice(at + 1, end);
}

function readFlowPlainKey(cursor: Cursor): string | undefined {
  const plain = readFlowPlain(cursor);
  return plain === undefined || plain === '<<' ? undefined : toKey(resolvePlain(plain));
}

/** Reads plain text within one line, up to `,`, a bracket, a comment, the line feed or a `:` that makes it a key. */
function readFlowPlain(cursor: Cursor): string | undefined {
  const { text, at } = cursor;
  const first = text.charCodeAt(at);
  if (plainStart(text, at) === 0 || first === 0x3f || first === 0x3a) return undefined;
  let end = at;
  for (;;) {
    const code = text.charCodeAt(end);
    if (code === 0x2c || code === 0x5d || code === 0x7d || code === 0x0a) break;
    if (code === 0x3a) {
      const next = text.charCodeAt(end + 1);
      if (next === 0x20 || next === 0x0a) break;
    }
    if (code === 0x23 && text.charCodeAt(end - 1) === 0x20) break;
    if (code === 0x3f || code === 0x5b || code === 0x7b || code === 0x09) return undefined;
    end += 1;
  }
  cursor.at = end;
  return continues(cursor) ? undefined : trimmed(text, at, end);
}

/** Whether something other than the end of the item follows the line feed or comment at the cursor. */
function continues(cursor: Cursor): boolean {
  const stop = cursor.text.charCodeAt(cursor.at);
  if (stop !== 0x0a && stop !== 0x23) return false;
  const code = skipSpace(cursor);
  return code !== 0x2c && code !== 0x5d && code !== 0x7d;
}
