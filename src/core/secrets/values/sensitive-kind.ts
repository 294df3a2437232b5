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
 * What a name says that stands under it:
 * - `password`: something that people choose and type; any word may be one
 * - `secret`: a token, key or other secret that a program chose
 * - `hint`: a word that often means a secret, and often something else: `auth`, `salt`, `signature`
 */
export type SensitiveKind = 'password' | 'secret' | 'hint';

/** The kind of secret that a field or variable is called after; undefined for one that is called after something else. */
export function sensitiveKind(name: string): SensitiveKind | undefined {
  if (NAMES_OF_OTHERS.test(name)) return undefined;
  const words = splitName(name);
  const noun = findNoun(words);
  return noun === undefined || isHarmless(words, noun) ? undefined : noun.kind;
}

/**
 * `passwordKey` names the key of a Secret under which the password is, `fromConnectionSecretKey` that of a connection. The token of a
 * new cluster of etcd is its name.
 */
const NAMES_OF_OTHERS =
  /(?:pass(?:word|wd|phrase)?|token|user(?:name)?)[-_.]?keys?$|(?:^from|[a-z]Secret)[A-Za-z]*SecretKey$|initial[-_.]?cluster[-_.]?token$/i;

/** The words of a name that say what it holds. */
interface Noun {
  readonly first: number;
  readonly last: number;
  readonly kind: SensitiveKind;
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
  const pair = PAIRS.get(`${before} ${word}`);
  if (pair !== undefined) return { first: last - 1, last, kind: pair };
  if (endsWithOne(word, PASSWORD_WORDS) || isShortPassword(word)) return { first: last, last, kind: 'password' };
  if (endsWithOne(word, SECRET_WORDS)) return { first: last, last, kind: 'secret' };
  if (LONE.has(word)) return { first: last, last, kind: 'hint' };
  return isOwnedKey(before, word) ? { first: last - 1, last, kind: 'secret' } : undefined;
}

const isOwnedKey = (before: string, word: string): boolean =>
  (word === 'key' || word === 'keys') && (KEYS_OWNED.has(before) || endsWithOne(before, ['crypt', 'secret']));

function isHarmless(words: readonly string[], { first, last, kind }: Noun): boolean {
  const before = words[first - 1];
  if ((before !== undefined && HARMLESS_BEFORE.has(before)) || words.slice(0, first).includes('existing')) return true;
  const after = words.slice(last + 1);
  if (after.some((word) => HARMLESS_AFTER.has(word))) return true;
  // What an unknown word makes of a token, nobody knows; of a password it says whose it is.
  return kind !== 'password' && after.some((word) => !PLAIN_AFTER.has(word));
}

const endsWithOne = (word: string, ends: readonly string[]): boolean => ends.some((end) => word.endsWith(end));

const SHORT: ReadonlySet<string> = new Set(SHORT_PASSWORD_WORDS);
const LONE: ReadonlySet<string> = new Set(LONE_SECRET_WORDS);
const KEYS_OWNED: ReadonlySet<string> = new Set(KEY_OWNERS);
const PAIRS: ReadonlyMap<string, SensitiveKind> = new Map([
  ['connection string', 'secret'],
  ['connection strings', 'secret'],
  ['conn string', 'secret'],
  ['conn str', 'secret'],
  ['pass word', 'password'],
  ['pass phrase', 'password'],
  ['pass code', 'password'],
]);
const OWNED_PASSWORD = new RegExp(`^(?:${OWNERS.join('|')})(?:${SHORT_PASSWORD_WORDS.join('|')})$`);

const isShortPassword = (word: string): boolean => SHORT.has(word) || OWNED_PASSWORD.test(word);
