import type { Position } from '../model/location.ts';

const HEADER = /(?:^|[:-][ \t]+)\|([0-9+-]*)[ \t]*(?:#.*)?$/;

/**
 * Where the text of a YAML literal block (`rego: |`) begins, so that a position in the text is a position in the file: row r of
 * it is r - 1 lines further down, and every column is shifted by the indentation. Undefined for a scalar of another style,
 * whose lines are not the file's.
 * @param key the place of the block's key or item
 */
export function literalBlockOrigin(lines: readonly string[], key: Position): Position | undefined {
  const header = HEADER.exec(lines[key.line - 1] ?? '');
  if (header === null) return undefined;
  const indicator = /[1-9]/.exec(header[1] ?? '')?.[0];
  const first = lines.slice(key.line).find((line) => line.trim() !== '');
  if (first === undefined || indicator !== undefined) return undefined;
  return { line: key.line + 1, column: first.length - first.trimStart().length + 1 };
}
