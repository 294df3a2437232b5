import type { EncodedText } from './encoded-text.ts';
import { ALL_RUNS, findBase64AndHex, type Runs } from './find-base64-and-hex.ts';
import { findPercent } from './find-percent.ts';
import { type Layer, type Piece, toBytes } from './layer.ts';

/** A rule may want the name before a value, */
const CHARACTERS_BEFORE = 100;
/** and what ends it. */
const CHARACTERS_AFTER = 16;

/**
 * What the encoded parts of a layer decode to, each on lines of its own between what stands around it on its line; undefined when
 * there are none. It is not much longer than the layer: what stands between two parts is not taken twice.
 */
export function decodeLayer(layer: Layer, runs: Runs = ALL_RUNS): Layer | undefined {
  const found = findEncoded(layer, runs);
  if (found.length === 0) return undefined;
  const parts: string[] = [];
  const pieces: Piece[] = [];
  let length = 0;
  const append = (text: string): void => {
    parts.push(text);
    length += text.length;
  };
  for (const { encoded, from, piece } of found) {
    append(textBefore(layer.text, encoded.start, from));
    const start = length;
    append(encoded.decoded);
    pieces.push({
      start,
      end: length,
      origin: originOf(piece, encoded),
      encodings: [...piece.encodings, encoded.encoding],
    });
    append(`${textAfter(layer.text, encoded.end)}\n`);
  }
  const text = parts.join('');
  return { text, bytes: toBytes(text), pieces };
}

interface Found {
  readonly encoded: EncodedText;
  /** Where the part before ends that is encoded the same way. */
  readonly from: number;
  readonly piece: Piece;
}

/** Only pieces are decoded: what stands between them was, when the layer was made. */
function findEncoded(layer: Layer, runs: Runs): readonly Found[] {
  const found: Found[] = [];
  for (const find of ENCODINGS) {
    let from = 0;
    for (const piece of layer.pieces) {
      for (const encoded of find(layer, piece, runs)) {
        found.push({ encoded, from, piece });
        from = encoded.end;
      }
    }
  }
  return found;
}

const ENCODINGS = [findBase64AndHex, findPercent] as const;

const originOf = ({ origin, encodings }: Piece, { start, end }: EncodedText): Piece['origin'] =>
  encodings.length === 0 ? { start, end } : origin;

function textBefore(text: string, end: number, from: number): string {
  const before = text.slice(Math.max(from, end - CHARACTERS_BEFORE), end);
  return before.slice(before.lastIndexOf('\n') + 1);
}

function textAfter(text: string, start: number): string {
  const after = text.slice(start, start + CHARACTERS_AFTER);
  const lineBreak = after.indexOf('\n');
  return lineBreak === -1 ? after : after.slice(0, lineBreak);
}
