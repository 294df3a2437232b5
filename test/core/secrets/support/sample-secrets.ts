/**
 * Values that look like secrets, and are none: made here, so that no text in the repository holds one. The same at every run.
 */
function sample(seed: number, length: number, alphabet: string): string {
  let state = seed;
  const next = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 8;
  return Array.from({ length }, () => alphabet.charAt(next() % alphabet.length)).join('');
}

const LETTERS_AND_DIGITS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** As a generator of passwords makes it. */
export const STRONG: string = sample(7, 24, LETTERS_AND_DIGITS);
/** In hexadecimal digits, as many programs make keys. */
export const HEX: string = sample(11, 40, '0123456789abcdef');
/** Short and without system, as people choose: it may also be a word of some language. */
export const WEAK = 'vqomby7';
/** Base64 of `user:` and a password. */
export const BASIC: string = Buffer.from(`deploy:${STRONG}`).toString('base64');

/** Bytes of a hash, in the alphabet of crypt(3). */
export const hashText = (length: number): string => sample(13, length, `./${LETTERS_AND_DIGITS}`);
export const hexText = (length: number): string => sample(17, length, '0123456789abcdef');
