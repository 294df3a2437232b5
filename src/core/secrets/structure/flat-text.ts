import { bytesOfText } from '../bytes-of-text.ts';
import type { Leaf } from './leaf.ts';

/** All texts of a document as one, a line `label: text` for each, with one character for each byte. */
export interface FlatText {
  readonly text: string;
  /** Where the line of each leaf begins, and its text; both ascending. */
  readonly lines: readonly number[];
  readonly texts: readonly number[];
}

/** Rules of text see the same lines whatever the document looked like: no comments, quotes or order of its own. */
export function flatTextOf(leaves: readonly Leaf[]): FlatText {
  const parts: string[] = [];
  const lines: number[] = [];
  const texts: number[] = [];
  let at = 0;
  for (const { label, text } of leaves) {
    const name = label.includes('\n') ? label.replaceAll('\n', ' ') : label;
    const head = `${bytesOfText(name)}:${text.includes('\n') ? '\n' : ' '}`;
    const body = bytesOfText(text);
    lines.push(at);
    texts.push(at + head.length);
    parts.push(head, body, '\n');
    at += head.length + body.length + 1;
  }
  return { text: parts.join(''), lines, texts };
}

/** The index of the leaf in whose line an offset stands. */
export function leafAt({ lines }: FlatText, offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
