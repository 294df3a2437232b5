import { readBlockScalar } from '../yaml/block-text.ts';
import { byteAt, type Cursor, isAscii, lineEnd, toToken } from './cursor.ts';
import { putLineFeed } from './plain.ts';
import { put, putBytes, putString } from './write.ts';

/** Writes the block scalar at the cursor and moves to the next token. `parent` is the column of the collection that holds it. */
export function readBlock(cursor: Cursor, parent: number): boolean {
  const { bytes, text, at } = cursor;
  const chomping = byteAt(bytes, at) === 0x7c ? plainChomping(bytes, at) : undefined;
  if (chomping !== undefined) {
    const start = lineEnd(bytes, at) + 1;
    const indent = firstIndent(bytes, start);
    if (indent > parent) return readLiteral(cursor, chomping, start, indent);
  }
  // Folded scalars, and literals of an unusual form, by the complete reader's own function.
  if (!isAscii(cursor)) return false;
  const scalar = readBlockScalar(text, at, parent);
  putString(cursor, scalar.value);
  toToken(cursor, text.lastIndexOf('\n', scalar.end - 1) + 1);
  return true;
}

type Chomping = 'clip' | 'strip' | 'keep';

/** What the header `|`, `|-` or `|+` with nothing else on its line says. */
function plainChomping(bytes: Uint8Array, at: number): Chomping | undefined {
  const code = byteAt(bytes, at + 1);
  if (code === 0x0a) return 'clip';
  if (byteAt(bytes, at + 2) !== 0x0a) return undefined;
  if (code === 0x2d) return 'strip';
  return code === 0x2b ? 'keep' : undefined;
}

/** Indentation of the first line; -1 when it is empty, begins with a tab or has none. */
function firstIndent(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === 0x20) at += 1;
  const code = byteAt(bytes, at);
  return code === 0x0a || code === 0x09 || at === start ? -1 : at - start;
}

/** Copies the lines of a literal that have its indentation, with the empty ones between them. */
function readLiteral(cursor: Cursor, chomping: Chomping, start: number, indent: number): boolean {
  const { bytes, end } = cursor;
  let lineStart = start;
  let breaks = 0;
  put(cursor, 0x22);
  while (lineStart < end) {
    const at = skipIndent(bytes, lineStart, indent);
    const code = byteAt(bytes, at);
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
    const behind = lineEnd(bytes, at);
    putBytes(cursor, at, behind);
    breaks = 1;
    lineStart = behind + 1;
  }
  putBreaks(cursor, finalBreaks(chomping, breaks));
  put(cursor, 0x22);
  toToken(cursor, lineStart);
  return true;
}

/** Offset behind the spaces of a line, `indent` of them at most. */
function skipIndent(bytes: Uint8Array, lineStart: number, indent: number): number {
  let at = lineStart;
  while (at - lineStart < indent && bytes[at] === 0x20) at += 1;
  return at;
}

function finalBreaks(chomping: Chomping, breaks: number): number {
  switch (chomping) {
    case 'clip':
      return 1;
    case 'strip':
      return 0;
    case 'keep':
      return breaks;
  }
}

function putBreaks(cursor: Cursor, breaks: number): void {
  for (let left = breaks; left > 0; left--) putLineFeed(cursor);
}
