const REPLACEMENT = '\ufffd';

/**
 * Decodes standard base64 and the UTF-8 in it, each octet that is no UTF-8 becoming U+FFFD, as Go's base64 and JSON encoders do.
 * Undefined when the text is no base64; line breaks in it are ignored.
 */
export function decodeBase64Text(text: string): string | undefined {
  const bytes = decodeBase64(text);
  return bytes === undefined ? undefined : toText(bytes);
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

function toText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    text += length === 0 ? REPLACEMENT : decodeSequence(bytes, at, length);
    at += Math.max(length, 1);
  }
  return text;
}

function decodeSequence(bytes: Uint8Array, at: number, length: number): string {
  let code = (bytes[at] ?? 0) & (length === 1 ? 0x7f : 0x7f >> length);
  for (let k = 1; k < length; k++) code = code * 64 + ((bytes[at + k] ?? 0) & 63);
  return String.fromCodePoint(code);
}

/** Octets in the well-formed UTF-8 sequence at an offset, 0 when there is none. */
export function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const second = bytes[at + 1] ?? 0;
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  for (let k = 2; k < length; k++) {
    if ((bytes[at + k] ?? 0) >> 6 !== 2) return 0;
  }
  return length;
}
