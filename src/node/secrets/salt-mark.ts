import { createKeyedHash } from './keyed-hash.ts';

const HEX_DIGITS = 8;

/** Tells salts apart without telling them: a baseline carries it, so that a changed salt is noticed and not only its effect. */
export const saltMark = (salt: string): string => createKeyedHash(salt)('sluice-baseline').slice(0, HEX_DIGITS);
