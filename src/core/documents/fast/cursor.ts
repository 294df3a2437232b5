/**
 * State of the fast reader: where it is in the text, and the JSON written so far, as UTF-8. One object serves a whole file, so
 * that the hot functions see a single shape and make no garbage.
 *
 * The fast reader knows the YAML that manifests are made of and nothing else. Every function returns false as soon as it
 * meets something it is not sure about: the document then goes to the complete reader, which also finds the faults.
 * The text has line feeds as its only breaks and ends with one.
 */
export interface Cursor {
  readonly text: string;
  readonly maxDepth: number;
  /** Offset behind the document, at the start of a line. */
  end: number;
  /** Offset of the first token of the document; `end` when there is none. */
  start: number;
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

export function createCursor(text: string, maxDepth: number, out: Uint8Array): Cursor {
  return {
    text,
    maxDepth,
    end: text.length,
    start: 0,
    at: 0,
    column: 0,
    skippedComment: false,
    depth: 0,
    out,
    length: 0,
    keys: { starts: [], ends: [], hashes: [], count: 0 },
  };
}

/** Moves to the first token at or behind the start of a line. */
export function toToken(cursor: Cursor, lineStart: number): void {
  const { text, end } = cursor;
  let start = lineStart;
  cursor.skippedComment = false;
  while (start < end) {
    let at = start;
    let code = text.charCodeAt(at);
    while (code === 0x20) code = text.charCodeAt(++at);
    if (code !== 0x0a && code !== 0x23) {
      cursor.at = at;
      cursor.column = at - start;
      return;
    }
    if (code === 0x23) {
      cursor.skippedComment = true;
      at = text.indexOf('\n', at);
    }
    start = at + 1;
  }
  cursor.at = end;
  cursor.column = -1;
}

/** Whether nothing but blanks and a comment is left on the line; moves to the next token if so. */
export function finishLine(cursor: Cursor): boolean {
  const { text } = cursor;
  let at = cursor.at;
  let code = text.charCodeAt(at);
  if (code === 0x20) {
    while (code === 0x20) code = text.charCodeAt(++at);
    if (code === 0x23) at = text.indexOf('\n', at);
    else if (code !== 0x0a) return false;
  } else if (code !== 0x0a) return false;
  toToken(cursor, at + 1);
  return true;
}

export function enter(cursor: Cursor): boolean {
  cursor.depth += 1;
  return cursor.depth <= cursor.maxDepth;
}

/** Whether a code unit ends an indicator such as `-` or `:` in block context. */
export function isBlankOrBreak(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09;
}
