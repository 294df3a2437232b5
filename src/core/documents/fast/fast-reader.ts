import { ReadFault } from '../read-fault.ts';
import type { Utf8Codec } from '../utf8.ts';
import { readDocument } from './block.ts';
import { createCursor, type Cursor } from './cursor.ts';

/**
 * Reads documents that have line feeds as their only breaks and end with one. The answer is JSON, '' when there is no token, and
 * undefined when the reader is not sure of what it sees.
 */
export type FastReader = (text: string) => string | undefined;

export function createFastReader(maxDepth: number, utf8: Utf8Codec): FastReader {
  const cursor = createCursor(maxDepth, new Uint8Array(0), borrowRoom('json', 0));
  return (text) => {
    enterText(cursor, text, utf8);
    return readWithRoom(cursor) ? utf8.decode(cursor.out.subarray(0, cursor.length)) : undefined;
  };
}

function enterText(cursor: Cursor, text: string, utf8: Utf8Codec): void {
  // A code unit takes three bytes at most. The byte behind the last one stops loops that look for more.
  cursor.bytes = borrowRoom('text', 3 * text.length + 1);
  cursor.text = text;
  cursor.end = utf8.encodeInto(text, cursor.bytes);
  cursor.bytes[cursor.end] = 0;
}

/** Reads again with more room when the JSON was longer than expected. */
function readWithRoom(cursor: Cursor): boolean {
  for (;;) {
    const read = tryRead(cursor);
    if (cursor.length <= cursor.out.length) return read;
    cursor.out = borrowRoom('json', 2 * cursor.length);
  }
}

function tryRead(cursor: Cursor): boolean {
  try {
    return readDocument(cursor);
  } catch (error) {
    // The complete reader meets the same fault, and gives it to the caller.
    if (error instanceof ReadFault) return false;
    throw error;
  }
}

/** Room up to this size is kept for the next text. */
const KEPT_ROOM = 4 * 1024 * 1024;

const keptRooms = { text: new Uint8Array(32 * 1024), json: new Uint8Array(32 * 1024) };

/** Room for bytes. Reading is synchronous and does not nest, so that one room of a kind serves all. */
function borrowRoom(kind: keyof typeof keptRooms, length: number): Uint8Array {
  if (length <= keptRooms[kind].length) return keptRooms[kind];
  const room = new Uint8Array(length);
  if (length <= KEPT_ROOM) keptRooms[kind] = room;
  return room;
}
