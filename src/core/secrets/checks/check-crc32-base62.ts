import { crc32 } from './crc32.ts';
import type { Proof } from './proof.ts';

const CHECKSUM_DIGITS = 6;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * Tokens of GitHub and npm end with the CRC-32 of what stands between their prefix (`ghp_`, `npm_`) and it, in base 62 with six
 * digits (https://github.blog/engineering/behind-githubs-new-authentication-token-formats/).
 */
export function checkCrc32Base62(token: string): Proof {
  const body = token.slice(token.lastIndexOf('_') + 1);
  const [random, checksum] = [body.slice(0, -CHECKSUM_DIGITS), body.slice(-CHECKSUM_DIGITS)];
  if (random === '') return 'refuted';
  return base62(crc32(random)) === checksum ? 'proven' : 'refuted';
}

function base62(value: number): string {
  let digits = '';
  for (let rest = value; digits.length < CHECKSUM_DIGITS; rest = Math.floor(rest / 62))
    digits = `${ALPHABET[rest % 62]}${digits}`;
  return digits;
}
