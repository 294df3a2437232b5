import { encodeCodePoint } from '../../documents/utf8.ts';
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
    const head = `${toBytes(label.replaceAll('\n', ' '))}:${text.includes('\n') ? '\n' : ' '}`;
    const body = toBytes(text);
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

/** UTF-8 with one character for each byte, as the text engine wants it; most texts are that already. */
export function toBytes(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text : text.replaceAll(/[^\0-\x7f]+/gu, (run) => bytesOf(run));
}

function bytesOf(run: string): string {
  const bytes = new Uint8Array(4);
  let out = '';
  for (const character of run) {
    const length = encodeCodePoint(character.codePointAt(0) ?? 0, bytes, 0);
    out += String.fromCharCode(...bytes.subarray(0, length));
  }
  return out;
}
