import { randomBytes } from 'node:crypto';

const BYTES = 16;

/** A salt for fingerprints that nobody guesses. */
export const randomSalt = (): string => randomBytes(BYTES).toString('hex');
