import type { Position } from '../model/location.ts';

/** Turns offsets of a text into positions. The lines are counted on first use, then looked up. */
export type LineIndex = (offset: number) => Position;

export function createLineIndex(text: string): LineIndex {
  let starts: readonly number[] | undefined;
  return (offset) => {
    if (starts === undefined && offset < NEAR) return positionIn(lineStarts(text.slice(0, offset + 1)), offset);
    starts ??= lineStarts(text);
    return positionIn(starts, offset);
  };
}

/** Most that is asked for is where the first document begins. Up to there, counting again costs less than counting all once. */
const NEAR = 128;

function positionIn(starts: readonly number[], offset: number): Position {
  const line = lineAt(starts, offset);
  return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
}

/** Editors break lines at line feeds and at carriage returns; the other breaks of YAML are characters to them. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length);
  return starts;
}

/** Index of the last start, of rising ones that begin with 0, that is not behind an offset. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
