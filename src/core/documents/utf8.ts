/** Port to the host's decoder, which is much faster: the text of well-formed UTF-8, undefined for anything else. */
export type Utf8Decoder = (bytes: Uint8Array) => string | undefined;

/** Bytes that are decoded at once: String.fromCharCode takes them as arguments. */
const AT_ONCE = 4096;

/** The decoder for hosts that offer none. */
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
