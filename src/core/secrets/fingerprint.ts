import type { KeyedHash } from './text-scanner.ts';

const HEX_DIGITS = 16;

/**
 * Names a secret without holding it: the same secret found by the same rule has the same fingerprint in every file, line and
 * commit, so that it survives moves and squashes. The key keeps weak passwords from being guessed by whoever sees a report.
 * @returns `rule:0123456789abcdef`
 */
export const fingerprintOf = (keyedHash: KeyedHash, rule: string, secret: string): string =>
  `${rule}:${keyedHash(`${rule}\n${secret}`).slice(0, HEX_DIGITS)}`;
