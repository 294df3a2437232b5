import { readBlockScalar } from '../yaml/block-text.ts';
import { type Cursor, toToken } from './cursor.ts';
import { put, putString, putText } from './write.ts';

/** Writes the block scalar at the cursor and moves to the next token. `parent` is the column of the collection that holds it. */
export function readBlock(cursor: Cursor, parent: number): boolean {
  const { text, at } = cursor;
  const header = text.charCodeAt(at) === 0x7c ? plainHeader(text, at) : undefined;
  const indent = header === undefined ? -1 : firstIndent(text, header.end);
  if (header !== undefined && indent > parent) return readLiteral(cursor, header, indent);
  // Folded scalars, and literals of an unusual form, by the complete reader's own function. It cannot run beyond the
  // document: its indentation is 1 at least.
  const scalar = readBlockScalar(text, at, parent);
  putString(cursor, scalar.value);
  toToken(cursor, text.lastIndexOf('\n', scalar.end - 1) + 1);
  return true;
}

type Chomping = 'clip' | 'strip' | 'keep';

interface Header {
  readonly chomping: Chomping;
  /** Offset of the line below. */
  readonly end: number;
}

/** The header `|`, `|-` or `|+` with nothing else on its line. */
function plainHeader(text: string, at: number): Header | undefined {
  const code = text.charCodeAt(at + 1);
  if (code === 0x0a) return { chomping: 'clip', end: at + 2 };
  if (text.charCodeAt(at + 2) !== 0x0a) return undefined;
  if (code === 0x2d) return { chomping: 'strip', end: at + 3 };
  return code === 0x2b ? { chomping: 'keep', end: at + 3 } : undefined;
}

/** Indentation of the first line; -1 when it is empty, begins with a tab or has none. */
function firstIndent(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === 0x20) at += 1;
  const code = text.charCodeAt(at);
  return code === 0x0a || code === 0x09 || at === start ? -1 : at - start;
}

/** Copies the lines of a literal that have its indentation, with the empty ones between them. */
function readLiteral(cursor: Cursor, { chomping, end }: Header, indent: number): boolean {
  const { text, end: limit } = cursor;
  let lineStart = end;
  let breaks = 0;
  put(cursor, 0x22);
  while (lineStart < limit) {
    const at = skipIndent(text, lineStart, indent);
    const code = text.charCodeAt(at);
    if (code === 0x0a) {
      breaks += 1;
      lineStart = at + 1;
      continue;
    }
    if (at - lineStart < indent) {
      if (code === 0x09) return false;
      break;
    }
    putBreaks(cursor, breaks);
    const lineEnd = text.indexOf('\n', at);
    putText(cursor, text, at, lineEnd);
    breaks = 1;
    lineStart = lineEnd + 1;
  }
  putBreaks(cursor, chomping === 'keep' ? breaks : chomping === 'clip' ? 1 : 0);
  put(cursor, 0x22);
  toToken(cursor, lineStart);
  return true;
}

/** Offset behind the spaces of a line, `indent` of them at most. */
function skipIndent(text: string, lineStart: number, indent: number): number {
  let at = lineStart;
  while (at - lineStart < indent && text.charCodeAt(at) === 0x20) at += 1;
  return at;
}

function putBreaks(cursor: Cursor, breaks: number): void {
  for (let left = breaks; left > 0; left--) {
    put(cursor, 0x5c);
    put(cursor, 0x6e);
  }
}
