import { lineAt } from '../documents/line-index.ts';
import type { Position } from '../model/location.ts';

/** Turns offsets of a text with one character for each byte into positions. Columns count UTF-16 code units, as everywhere. */
export function createBytePositions(text: string): (offset: number) => Position {
  let starts: readonly number[] | undefined;
  return (offset) => {
    starts ??= lineStarts(text);
    const line = lineAt(starts, offset);
    return { line: line + 1, column: codeUnits(text, starts[line] ?? 0, offset) + 1 };
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** UTF-16 code units that some bytes of UTF-8 stand for: continuation bytes count nothing, four-byte characters two. */
function codeUnits(text: string, from: number, to: number): number {
  let units = 0;
  for (let at = from; at < to; at++) {
    const byte = text.charCodeAt(at);
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}
