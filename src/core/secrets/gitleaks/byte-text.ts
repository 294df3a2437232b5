import { utf8Sequences } from './go-regex/utf8-sequences.ts';

/** A text with one character for each byte of its UTF-8 form, as texts are searched. */
export const toByteText = (text: string): string => text.replaceAll(/[^\x00-\x7f]/gu, toBytes);

function toBytes(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  const [sequence = []] = utf8Sequences([[codePoint, codePoint]]);
  return String.fromCharCode(...sequence.map(([byte]) => byte));
}
