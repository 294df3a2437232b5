/**
 * State of the fast reader: where it is in the text, and the JSON written so far, both as UTF-8. One object serves a whole
 * file, so that the hot functions see a single shape and make no garbage. Bytes, because V8 compiles their reading
 * several times faster than that of string characters, and a check of a repository is over before all is compiled.
 *
 * The fast reader knows the YAML that manifests are made of and nothing else. Every function returns false as soon as it
 * meets something it is not sure about: the document then goes to the complete reader, which also finds the faults.
 * The text has line feeds as its only breaks and ends with one; a zero stands behind it.
 */
export interface Cursor {
  readonly maxDepth: number;
  /** The document from its first whole line on. */
  text: string;
  bytes: Uint8Array;
  /** Offset behind the document in `bytes`. */
  end: number;
  at: number;
  /** Column of the token at `at` when it is the first of its line; -1 at the end of the document. */
  column: number;
  /** True when comments were skipped to reach the token: a plain scalar does not continue behind them. */
  skippedComment: boolean;
  depth: number;
  /** The JSON so far. A store behind its end has no effect: `length` tells that more room is needed. */
  out: Uint8Array;
  length: number;
  /** Keys of the open mappings, innermost last: where each stands in `out`, and its hash. */
  readonly keys: KeyStack;
}

export interface KeyStack {
  readonly starts: number[];
  readonly ends: number[];
  readonly hashes: number[];
  count: number;
}

export function createCursor(maxDepth: number, bytes: Uint8Array, out: Uint8Array): Cursor {
  return {
    maxDepth,
    text: '',
    bytes,
    end: 0,
    at: 0,
    column: 0,
    skippedComment: false,
    depth: 0,
    out,
    length: 0,
    keys: { starts: [], ends: [], hashes: [], count: 0 },
  };
}

/** The byte at an offset; 0 outside, where none is. Loops over characters do without: V8's interpreter pays for each call. */
export function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/** Offset of the next line feed, which every line has. */
export function lineEnd(bytes: Uint8Array, at: number): number {
  return bytes.indexOf(0x0a, at);
}

/** Moves to the first token at or behind the start of a line. */
export function toToken(cursor: Cursor, lineStart: number): void {
  const { bytes, end } = cursor;
  let start = lineStart;
  cursor.skippedComment = false;
  while (start < end) {
    let at = start;
    while (bytes[at] === 0x20) at += 1;
    const code = byteAt(bytes, at);
    if (code !== 0x0a && code !== 0x23) {
      cursor.at = at;
      cursor.column = at - start;
      return;
    }
    if (code === 0x23) {
      cursor.skippedComment = true;
      at = lineEnd(bytes, at);
    }
    start = at + 1;
  }
  cursor.at = end;
  cursor.column = -1;
}

/** Whether nothing but blanks and a comment is left on the line; moves to the next token if so. */
export function finishLine(cursor: Cursor): boolean {
  const { bytes } = cursor;
  let at = cursor.at;
  let code = byteAt(bytes, at);
  if (code === 0x20) {
    while (code === 0x20) code = byteAt(bytes, ++at);
    if (code === 0x23) at = lineEnd(bytes, at);
    else if (code !== 0x0a) return false;
  } else if (code !== 0x0a) return false;
  toToken(cursor, at + 1);
  return true;
}

export function enter(cursor: Cursor): boolean {
  cursor.depth += 1;
  return cursor.depth <= cursor.maxDepth;
}

/** Whether offsets in `text` are those in `bytes`, as they are when all of it is ASCII. */
export function isAscii({ text, end }: Cursor): boolean {
  return text.length === end;
}

/** Whether a byte ends an indicator such as `-` or `:` in block context. */
export function isBlankOrBreak(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09;
}
