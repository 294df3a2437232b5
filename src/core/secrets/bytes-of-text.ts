import { encodeCodePoint } from '../documents/utf8.ts';

/** UTF-8 with one character for each byte, as the text engine wants it and `utf8OfBytes` undoes it; most texts are that already. */
export function bytesOfText(text: string): string {
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
