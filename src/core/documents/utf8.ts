/** Port to the host's decoder, which is much faster: the text of well-formed UTF-8, undefined for anything else. */
export type Utf8Decoder = (bytes: Uint8Array) => string | undefined;

/** Port to the host's encoder and decoder. */
export interface Utf8Codec {
  readonly decode: Utf8Decoder;
  /** Writes a text without lone surrogates into room of at least three bytes a code unit; the number of bytes written. */
  readonly encodeInto: (text: string, bytes: Uint8Array) => number;
}

/** The codec for hosts that offer none. */
export const portableUtf8: Utf8Codec = { decode: decodeUtf8, encodeInto: encodeUtf8Into };

/** Bytes that are decoded at once: String.fromCharCode takes them as arguments. */
const AT_ONCE = 4096;

/** The text of well-formed UTF-8, undefined for anything else. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const plain = asciiEnd(bytes, at, Math.min(at + AT_ONCE, bytes.length));
    text += asciiText(bytes.subarray(at, plain));
    at = plain;
    if (at === bytes.length || (bytes[at] ?? 0) < 0x80) continue;
    const length = sequenceLength(bytes, at);
    if (length === 0) return undefined;
    text += sequenceText(bytes, at, length);
    at += length;
  }
  return text;
}

function encodeUtf8Into(text: string, bytes: Uint8Array): number {
  let to = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) bytes[to++] = code;
    else {
      to = encodeCodePoint(text.codePointAt(at) ?? 0, bytes, to);
      if (code >= 0xd800 && code <= 0xdbff) at += 1;
    }
  }
  return to;
}

/** Writes a character that is not ASCII; the offset behind it. */
export function encodeCodePoint(code: number, bytes: Uint8Array, start: number): number {
  let to = start;
  if (code < 0x800) bytes[to++] = 0xc0 | (code >> 6);
  else {
    if (code < 0x10000) bytes[to++] = 0xe0 | (code >> 12);
    else {
      bytes[to++] = 0xf0 | (code >> 18);
      bytes[to++] = 0x80 | ((code >> 12) & 63);
    }
    bytes[to++] = 0x80 | ((code >> 6) & 63);
  }
  bytes[to++] = 0x80 | (code & 63);
  return to;
}

/** Decodes UTF-8, each octet that is none becoming U+FFFD, as Go's JSON encoder does. */
export function decodeUtf8Loosely(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    text += length === 0 ? '\ufffd' : sequenceText(bytes, at, length);
    at += Math.max(length, 1);
  }
  return text;
}

function asciiEnd(bytes: Uint8Array, start: number, limit: number): number {
  let at = start;
  while (at < limit && (bytes[at] ?? 0) < 0x80) at += 1;
  return at;
}

function asciiText(bytes: Uint8Array): string {
  return Reflect.apply(String.fromCharCode, undefined, bytes);
}

function sequenceText(bytes: Uint8Array, at: number, length: number): string {
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
  if (second < leastSecond(first) || second > mostSecond(first)) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  for (let k = 2; k < length; k++) {
    if ((bytes[at + k] ?? 0) >> 6 !== 2) return 0;
  }
  return length;
}

/** Below this, the sequence would be longer than its character needs. */
function leastSecond(first: number): number {
  if (first === 0xe0) return 0xa0;
  return first === 0xf0 ? 0x90 : 0x80;
}

/** Above this, the sequence would be a surrogate or beyond Unicode. */
function mostSecond(first: number): number {
  if (first === 0xed) return 0x9f;
  return first === 0xf4 ? 0x8f : 0xbf;
}
