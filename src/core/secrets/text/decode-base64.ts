const NONE = 255;

/** Six bits of each character: both alphabets of RFC 4648 at once. */
const SIX_BITS = new Uint8Array(256).fill(NONE);
for (const alphabet of ['+/', '-_']) {
  const all = `ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789${alphabet}`;
  for (let i = 0; i < all.length; i++) SIX_BITS[all.charCodeAt(i)] = i;
}

/** The six bits that a character stands for, in either alphabet of base64; meaningless for one that belongs to none. */
export const sixBitsOf = (code: number): number => SIX_BITS[code & 0xff] ?? NONE;

/** Whether a character belongs to one of the alphabets of base64. */
export const isBase64Code = (code: number): boolean => code <= 0xff && SIX_BITS[code] !== NONE;

/** As many arguments as any engine takes. */
const CHUNK = 8192;

/**
 * The bytes of a text in base64 or base64url, one character each. Padding, white space and whatever else belongs to no alphabet is
 * passed over; bits that make no byte are dropped.
 */
export function decodeBase64(text: string): string {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let [length, bits, held] = [0, 0, 0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const value = code > 0xff ? NONE : (SIX_BITS[code] ?? NONE);
    if (value === NONE) continue;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[length++] = (bits >>> held) & 0xff;
  }
  let decoded = '';
  for (let i = 0; i < length; i += CHUNK)
    decoded += String.fromCharCode(...bytes.subarray(i, Math.min(i + CHUNK, length)));
  return decoded;
}
