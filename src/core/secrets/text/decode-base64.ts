const NONE = 255;

/** Six bits of each character: both alphabets of RFC 4648 at once. */
const SIX_BITS = new Uint8Array(256).fill(NONE);
for (const alphabet of ['+/', '-_']) {
  const all = `ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789${alphabet}`;
  for (let i = 0; i < all.length; i++) SIX_BITS[all.charCodeAt(i)] = i;
}

/** Whether a character belongs to one of the alphabets of base64. */
export const isBase64Code = (code: number): boolean => code < 256 && SIX_BITS[code] !== NONE;

/**
 * The bytes of a text in base64 or base64url, one character each. Padding, white space and whatever else belongs to no alphabet is
 * passed over; bits that make no byte are dropped.
 */
export function decodeBase64(text: string): string {
  const parts: string[] = [];
  const codes: number[] = [];
  let [bits, held] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const value = SIX_BITS[text.charCodeAt(i)] ?? NONE;
    if (value === NONE) continue;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    codes.push((bits >>> held) & 0xff);
    if (codes.length === CHUNK) parts.push(String.fromCharCode(...codes.splice(0)));
  }
  return parts.join('') + String.fromCharCode(...codes);
}

/** As many arguments as any engine takes. */
const CHUNK = 8192;
