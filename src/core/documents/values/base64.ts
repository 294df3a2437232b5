import { decodeUtf8Loosely } from '../utf8.ts';

/**
 * Decodes standard base64 and the UTF-8 in it, as Go's base64 and JSON encoders do.
 * Undefined when the text is no base64; line breaks in it are ignored.
 */
export function decodeBase64Text(text: string): string | undefined {
  const bytes = decodeBase64(text);
  return bytes === undefined ? undefined : decodeUtf8Loosely(bytes);
}

function sextet(code: number): number {
  if (code >= 0x41 && code <= 0x5a) return code - 0x41;
  if (code >= 0x61 && code <= 0x7a) return code - 0x61 + 26;
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 52;
  if (code === 0x2b) return 62;
  return code === 0x2f ? 63 : -1;
}

function decodeBase64(text: string): Uint8Array | undefined {
  const dense = text.replaceAll('\n', '').replaceAll('\r', '');
  if (dense.length % 4 !== 0) return undefined;
  const padding = dense.endsWith('==') ? 2 : dense.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((dense.length / 4) * 3);
  let bits = 0;
  for (let at = 0; at < dense.length; at++) {
    const value = at < dense.length - padding ? sextet(dense.charCodeAt(at)) : 0;
    if (value < 0) return undefined;
    bits = (bits << 6) | value;
    if (at % 4 === 3) {
      const to = (at >> 2) * 3;
      bytes[to] = bits >> 16;
      bytes[to + 1] = bits >> 8;
      bytes[to + 2] = bits;
      bits = 0;
    }
  }
  return bytes.subarray(0, bytes.length - padding);
}
