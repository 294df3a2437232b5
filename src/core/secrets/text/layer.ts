import type { Encoding } from '../finding.ts';

/** From `start` up to, but without, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stretch of a layer that came out of an encoding, and where its encoded form stands in the text under search. */
export interface Piece extends Span {
  readonly origin: Span;
  /** Outermost first. */
  readonly encodings: readonly Encoding[];
}

/**
 * What one pass searches: the text itself, or what its encoded parts decode to. What stands between the pieces of a decoded layer
 * is there so that a name before a value is seen, and was searched before.
 */
export interface Layer {
  readonly text: string;
  /** The same, a character a byte. */
  readonly bytes: Uint8Array;
  /** In order, without overlap. */
  readonly pieces: readonly Piece[];
}

/** The piece that a span of the layer shares characters with; the first of several. */
export function pieceOf({ pieces }: Layer, { start, end }: Span): Piece | undefined {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pieces[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const piece = pieces[low];
  return piece !== undefined && piece.start < end ? piece : undefined;
}

/** The text itself. */
export function plainLayer(text: string, bytes: Uint8Array = toBytes(text)): Layer {
  const end = text.length;
  // Written out: every file has one, and to copy members takes long.
  return { text, bytes, pieces: [{ start: 0, end, origin: { start: 0, end }, encodings: [] }] };
}

/** The bytes of a text. What stands for no byte becomes 0, which no keyword holds. */
export function toBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bytes[i] = code > 0xff ? 0 : code;
  }
  return bytes;
}
