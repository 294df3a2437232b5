/** Of either alphabet. Line breaks are left in by some tools, and mean nothing. */
const BASE64 = /^[\w+/\r\n-]*={0,2}[\r\n]*$/;

/** Whether a text is base64 and nothing else: Node would leave out what it does not know. */
export function isBase64(text: string): boolean {
  return BASE64.test(text);
}
