import { ReadFault } from '../read-fault.ts';
import type { Utf8Decoder } from '../utf8.ts';
import { readDocument } from './block.ts';
import { createCursor, type Cursor } from './cursor.ts';

/** The JSON of a document, '' when it holds no token, and the offset of its first token. */
export interface FastResult {
  readonly json: string;
  readonly start: number;
}

/**
 * A reader for the documents of one text, which has line feeds as its only breaks and ends with one. It takes two offsets, both
 * at the start of a line. Its answer is undefined when it is not sure of what it sees.
 */
export function createFastReader(
  text: string,
  maxDepth: number,
  decodeUtf8: Utf8Decoder,
): (start: number, end: number) => FastResult | undefined {
  const cursor = createCursor(text, maxDepth, borrowRoom(text.length));
  return (start, end) => {
    if (!readWithRoom(cursor, start, end)) return undefined;
    const json = decodeUtf8(cursor.out.subarray(0, cursor.length));
    return json === undefined ? undefined : { json, start: cursor.start };
  };
}

/** Reads again with more room when the JSON was longer than expected. */
function readWithRoom(cursor: Cursor, start: number, end: number): boolean {
  for (;;) {
    const read = tryRead(cursor, start, end);
    if (cursor.length <= cursor.out.length) return read;
    cursor.out = borrowRoom(2 * cursor.length);
  }
}

function tryRead(cursor: Cursor, start: number, end: number): boolean {
  try {
    return readDocument(cursor, start, end);
  } catch (error) {
    // The complete reader meets the same fault, and knows where the document ends.
    if (error instanceof ReadFault) return false;
    throw error;
  }
}

/** Room up to this size is kept for the next text. */
const KEPT_ROOM = 4 * 1024 * 1024;

let keptRoom = new Uint8Array(64 * 1024);

/** Room for JSON. Reading is synchronous and does not nest, so that one room serves all. */
function borrowRoom(length: number): Uint8Array {
  if (length <= keptRoom.length) return keptRoom;
  const room = new Uint8Array(length);
  if (length <= KEPT_ROOM) keptRoom = room;
  return room;
}
