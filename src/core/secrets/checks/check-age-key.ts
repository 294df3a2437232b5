import type { Proof } from './proof.ts';

const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;

/** The identities of age (https://age-encryption.org/v1) are Bech32 (BIP 173), whose last six characters are a checksum. */
export function checkAgeKey(text: string): Proof {
  const [key] = /AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]+/.exec(text.toUpperCase()) ?? [];
  if (key === undefined) return 'refuted';
  const end = key.lastIndexOf('1');
  const digits = [...key.slice(end + 1).toLowerCase()].map((character) => ALPHABET.indexOf(character));
  if (digits.includes(-1)) return 'refuted';
  return checksum([...expand(key.slice(0, end).toLowerCase()), ...digits]) === 1 ? 'proven' : 'refuted';
}

function expand(prefix: string): readonly number[] {
  const codes = [...prefix].map((character) => character.charCodeAt(0));
  return [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)];
}

function checksum(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [i, term] of GENERATOR.entries()) if ((top >>> i) & 1) sum ^= term;
  }
  return sum;
}
