import { createHash, getHashes, type Hash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';

/** OPA's names of hash algorithms, by Node's. MD5 and SHA-1 are left out: they vouch for nothing. */
const ALGORITHMS: Readonly<Record<string, string>> = {
  'SHA-224': 'sha224',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
  'SHA-512-224': 'sha512-224',
  'SHA-512-256': 'sha512-256',
};

/** Deeper JSON is no data of a policy. */
const MAX_DEPTH = 1000;

export function isHashAlgorithm(name: string): boolean {
  return Object.hasOwn(ALGORITHMS, name) && getHashes().includes(ALGORITHMS[name] ?? '');
}

/** Hashes bytes as they are, in hexadecimal digits. */
export function hashBytes(algorithm: string, bytes: Uint8Array): string {
  return newHash(algorithm).update(bytes).digest('hex');
}

/**
 * Hashes what JSON says and not how it is written, as OPA does: members in the order of their keys' bytes, no blanks, numbers
 * as they are written. Undefined when the text is no JSON, or deeper than anybody needs.
 */
export function hashJson(algorithm: string, json: Uint8Array): string | undefined {
  if (!isUtf8(json)) return undefined;
  const text = Buffer.from(json)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const hash = newHash(algorithm);
  return writeValue({ text, at: 0 }, hash, 0) ? hash.digest('hex') : undefined;
}

const newHash = (algorithm: string): Hash => createHash(ALGORITHMS[algorithm] ?? 'sha256');

/** The text is known to be JSON, so that what stands at the cursor is told by one character. */
interface Cursor {
  readonly text: string;
  at: number;
}

interface Sink {
  update(text: string): unknown;
}

function writeValue(cursor: Cursor, sink: Sink, depth: number): boolean {
  skipBlanks(cursor);
  switch (cursor.text.charAt(cursor.at)) {
    case '{':
      return depth < MAX_DEPTH && writeObject(cursor, sink, depth + 1);
    case '[':
      return depth < MAX_DEPTH && writeArray(cursor, sink, depth + 1);
    case '"':
      sink.update(goString(readString(cursor)));
      return true;
    default:
      sink.update(readWord(cursor));
      return true;
  }
}

function writeArray(cursor: Cursor, sink: Sink, depth: number): boolean {
  cursor.at += 1;
  sink.update('[');
  for (let index = 0; !endsWith(cursor, ']'); index += 1) {
    if (index > 0) sink.update(',');
    if (!writeValue(cursor, sink, depth)) return false;
  }
  sink.update(']');
  return true;
}

/** Members are written in another order than they stand in, so each is kept as text; of equal keys the last one counts. */
function writeObject(cursor: Cursor, sink: Sink, depth: number): boolean {
  const members = new Map<string, string>();
  cursor.at += 1;
  while (!endsWith(cursor, '}')) {
    skipBlanks(cursor);
    const key = readString(cursor);
    skipBlanks(cursor);
    cursor.at += 1;
    const written: string[] = [];
    if (!writeValue(cursor, { update: (text) => written.push(text) }, depth)) return false;
    members.set(key, written.join(''));
  }
  const sorted = [...members].toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  sink.update(`{${sorted.map(([key, value]) => `${goString(key)}:${value}`).join(',')}}`);
  return true;
}

/** Moves over the comma before the next part, or over the end. */
function endsWith(cursor: Cursor, end: string): boolean {
  skipBlanks(cursor);
  const character = cursor.text.charAt(cursor.at);
  if (character === end || character === ',') cursor.at += 1;
  return character === end;
}

function skipBlanks(cursor: Cursor): void {
  while (' \t\n\r'.includes(cursor.text.charAt(cursor.at)) && cursor.at < cursor.text.length) cursor.at += 1;
}

function readString(cursor: Cursor): string {
  const start = cursor.at;
  cursor.at += 1;
  while (cursor.text.charAt(cursor.at) !== '"') cursor.at += cursor.text.charAt(cursor.at) === '\\' ? 2 : 1;
  cursor.at += 1;
  return toText(JSON.parse(cursor.text.slice(start, cursor.at)));
}

/** Go has no halves of surrogate pairs. */
const toText = (value: unknown): string => String(value).replace(/[\ud800-\udfff]/gu, '\ufffd');

/** As Go's encoder writes it without HTML escapes: JSON.stringify, but for two line separators. */
const goString = (text: string): string =>
  JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

function readWord(cursor: Cursor): string {
  const start = cursor.at;
  while (/[\w.+-]/.test(cursor.text.charAt(cursor.at))) cursor.at += 1;
  return cursor.text.slice(start, cursor.at);
}
