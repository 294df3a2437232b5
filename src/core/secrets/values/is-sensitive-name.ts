import { HARMLESS_AFTER, HARMLESS_BEFORE, PLAIN_AFTER } from './harmless-words.ts';
import {
  KEY_OWNERS,
  LONE_SECRET_WORDS,
  OWNERS,
  PASSWORD_WORDS,
  SECRET_WORDS,
  SHORT_PASSWORD_WORDS,
} from './sensitive-words.ts';
import { splitName } from './split-name.ts';

/**
 * Whether a field or variable is called like one that holds a secret, however it is spelt: `API_KEY`, `apiKey`, `db.password`,
 * `PASSWORD_PROD`. Names that only sound so are not: `tokenUrl`, `passwordPolicy`, `existingSecret`, `publicKey`, `maxTokens`.
 */
export function isSensitiveName(name: string): boolean {
  const words = splitName(name);
  const noun = findNoun(words);
  return noun !== undefined && !isHarmless(words, noun);
}

/** The words of a name that say `secret`, and how sure that is. */
interface Noun {
  readonly first: number;
  readonly last: number;
  /** Says `password`: then an unknown word behind it changes nothing. */
  readonly isPassword: boolean;
}

/** The last one: in `secretTokenPassword` it is the password that stands there. */
function findNoun(words: readonly string[]): Noun | undefined {
  for (let last = words.length - 1; last >= 0; last--) {
    const noun = nounAt(words, last);
    if (noun !== undefined) return noun;
  }
  return undefined;
}

function nounAt(words: readonly string[], last: number): Noun | undefined {
  const word = words[last] ?? '';
  const before = words[last - 1] ?? '';
  if (endsWithOne(word, PASSWORD_WORDS) || isShortPassword(word)) return { first: last, last, isPassword: true };
  if (endsWithOne(word, SECRET_WORDS) || LONE.has(word)) return { first: last, last, isPassword: false };
  if ((word === 'key' || word === 'keys') && (KEYS_OWNED.has(before) || endsWithOne(before, ['crypt', 'secret'])))
    return { first: last - 1, last, isPassword: false };
  if (PAIRS.has(`${before} ${word}`)) return { first: last - 1, last, isPassword: false };
  return undefined;
}

function isHarmless(words: readonly string[], { first, last, isPassword }: Noun): boolean {
  const before = words[first - 1];
  if (before !== undefined && HARMLESS_BEFORE.has(before)) return true;
  const after = words.slice(last + 1);
  if (after.some((word) => HARMLESS_AFTER.has(word))) return true;
  return !isPassword && after.some((word) => !PLAIN_AFTER.has(word));
}

const endsWithOne = (word: string, ends: readonly string[]): boolean => ends.some((end) => word.endsWith(end));

const SHORT: ReadonlySet<string> = new Set(SHORT_PASSWORD_WORDS);
const LONE: ReadonlySet<string> = new Set(LONE_SECRET_WORDS);
const KEYS_OWNED: ReadonlySet<string> = new Set(KEY_OWNERS);
const PAIRS: ReadonlySet<string> = new Set([
  'connection string',
  'connection strings',
  'conn string',
  'conn str',
  'pass word',
  'pass phrase',
  'pass code',
]);
const OWNED_PASSWORD = new RegExp(`^(?:${OWNERS.join('|')})(?:${SHORT_PASSWORD_WORDS.join('|')})$`);

const isShortPassword = (word: string): boolean => SHORT.has(word) || OWNED_PASSWORD.test(word);
