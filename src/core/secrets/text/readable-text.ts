/**
 * What was decoded, if it is text: printable ASCII, or UTF-8. Of UTF-16 (little endian, as PowerShell encodes commands) the characters
 * of ASCII.
 */
export function readableText(decoded: string): string | undefined {
  let state = TEXT_BEGINS;
  for (let i = 0; i < decoded.length && state !== NO_TEXT; i++) state = readByte(state, decoded.charCodeAt(i));
  if (state === NO_TEXT || decoded.length < 2) return undefined;
  return state === WIDE || state === WIDE_ZERO ? decoded.replaceAll('\0', '') : decoded;
}

/**
 * What bytes read so far may be. From 0 on: text, of whose last character so many bytes are to come. What ends in the midst of one
 * may have been cut off.
 */
export type TextState = number;
export const TEXT_BEGINS: TextState = -1;
export const NO_TEXT: TextState = -2;
/** Two bytes a character: a zero comes next, or a character. */
const WIDE_ZERO: TextState = -3;
const WIDE: TextState = -4;
/** The first character may be followed by a zero. */
const SECOND: TextState = -5;

/** What bytes may be after one more. */
export function readByte(state: TextState, byte: number): TextState {
  switch (state) {
    case TEXT_BEGINS:
      return isPrintable(byte) ? SECOND : followingBytes(byte);
    case SECOND:
      if (byte === 0) return WIDE;
      return isPrintable(byte) ? 0 : followingBytes(byte);
    case 0:
      return isPrintable(byte) ? 0 : followingBytes(byte);
    case WIDE:
      return isPrintable(byte) ? WIDE_ZERO : NO_TEXT;
    case WIDE_ZERO:
      return byte === 0 ? WIDE : NO_TEXT;
    case NO_TEXT:
      return NO_TEXT;
    default:
      return byte >= 0x80 && byte <= 0xbf ? state - 1 : NO_TEXT;
  }
}

/** How many bytes follow one that begins a character of several in UTF-8. */
function followingBytes(byte: number): TextState {
  if (byte < 0xc2 || byte > 0xf4) return NO_TEXT;
  return byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
}

const isPrintable = (byte: number): boolean =>
  (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09;
