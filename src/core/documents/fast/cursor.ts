/**
 * State of the fast reader: where it is in the text, and the JSON written so far. One object serves a whole file, so that
 * the hot functions see a single shape.
 *
 * The fast reader knows the YAML that manifests are made of and nothing else. Every function returns false as soon as it
 * meets something it is not sure about: the document then goes to the complete reader, which also finds the faults.
 * The text has line feeds as its only breaks and ends with one.
 */
export interface Cursor {
  readonly text: string;
  /** Offset behind the document, at the start of a line. */
  end: number;
  /** Offset of the first token of the document; `end` when there is none. */
  start: number;
  at: number;
  /** Column of the token at `at` when it is the first of its line; -1 at the end of the document. */
  column: number;
  /** True when comment lines were skipped to reach the token: a plain scalar does not continue behind them. */
  skippedComment: boolean;
  json: string;
  depth: number;
  readonly maxDepth: number;
}

export function createCursor(text: string, maxDepth: number): Cursor {
  return { text, end: text.length, start: 0, at: 0, column: 0, skippedComment: false, json: '', depth: 0, maxDepth };
}

/** Moves from a place with nothing but a comment left on its line to the first token of a later line. */
export function toNextLine(cursor: Cursor): void {
  cursor.skippedComment = false;
  toToken(cursor, cursor.text.indexOf('\n', cursor.at) + 1);
}

/** Moves to the first token at or behind the start of a line. */
export function toToken(cursor: Cursor, lineStart: number): void {
  const { text, end } = cursor;
  let start = lineStart;
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
  if (code !== 0x0a) {
    if (code !== 0x20) return false;
    while (code === 0x20) code = text.charCodeAt(++at);
    if (code !== 0x0a && code !== 0x23) return false;
  }
  cursor.at = at;
  toNextLine(cursor);
  if (code === 0x23) cursor.skippedComment = true;
  return true;
}
