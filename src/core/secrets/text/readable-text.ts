/**
 * What was decoded, if it is text: printable ASCII, or UTF-8. Of UTF-16 (little endian, as PowerShell encodes commands) the characters
 * below 256.
 */
export function readableText(decoded: string): string | undefined {
  if (PRINTABLE.test(decoded)) return decoded;
  if (UTF16.test(decoded)) return decoded.replaceAll('\0', '');
  return UTF8.test(decoded) ? decoded : undefined;
}

const PRINTABLE = /^[\t\n\r\x20-\x7e]+$/;
const UTF16 = /^(?:[\t\n\r\x20-\x7e]\0)+$/;
/** Its last character may be cut off. */
const UTF8 =
  /^(?:[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+(?:[\xc2-\xf4][\x80-\xbf]{0,2})?$/;
