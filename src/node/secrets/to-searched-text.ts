import { isBinary } from '../evaluation/source.ts';

export type SearchableText =
  { readonly text: string; readonly bytes: Uint8Array } | { readonly no: 'binary' | 'an empty file' };

/** Bytes as text with one character for each. UTF-16 is searched as the UTF-8 that it would be. */
export function toSearchedText(bytes: Uint8Array): SearchableText {
  if (bytes.length === 0) return { no: 'an empty file' };
  const utf16 = utf16Label(bytes);
  const plain = utf16 === undefined ? bytes : new TextEncoder().encode(new TextDecoder(utf16).decode(bytes));
  if (utf16 === undefined && isBinary(plain)) return { no: 'binary' };
  const { buffer, byteOffset, byteLength } = plain;
  // Not as a Buffer: loops over bytes that met arrays of one class alone run as V8 compiled them first.
  const own = new Uint8Array(buffer, byteOffset, byteLength);
  return { text: Buffer.from(buffer, byteOffset, byteLength).toString('latin1'), bytes: own };
}

function utf16Label([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}
