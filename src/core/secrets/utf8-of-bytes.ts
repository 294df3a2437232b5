/** The text that bytes stand for, given with one character for each, where they are UTF-8; else the bytes as they are. */
export function utf8OfBytes(bytes: string): string {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  try {
    return decodeURIComponent(bytes.replaceAll(/[%\x80-\xff]/g, escapeByte));
  } catch {
    return bytes;
  }
}

const escapeByte = (byte: string): string => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`;
