import { isReference } from './is-reference.ts';

/**
 * Whether a value that stands under the name of a secret looks like one, and not like what people write in its place: a
 * reference, a placeholder, a word of a sentence, a setting.
 */
export function looksLikeSecret(value: string): boolean {
  return !isReference(value) && !STAND_IN.test(value.trim());
}

const STAND_IN = /^(?:redacted|placeholder|replace[-_ ]?me|todo|true|false|null|none|yes|no|\*+)$/i;
