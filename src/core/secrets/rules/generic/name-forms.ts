/**
 * The parts of patterns for names and what they are given. Patterns begin with the noun of a name, because those words are what the
 * keywords find: what stands before it in the name is looked back at, and only where one was found and an operator follows.
 */

/** The beginnings of nouns that names of secrets have, each of three or four letters; whether a name is one, `isSensitiveName` decides. */
export const NOUN_KEYWORDS: readonly string[] = [
  'pass',
  'pwd',
  'psw',
  '_pw',
  '-pw',
  '.pw',
  'secr',
  'toke',
  'cred',
  'auth',
  'key',
  'salt',
  'psk',
  'dsn',
  'otp',
  'jwt',
  'nstr',
  'senh',
];

const NOUN: string = `(?:${NOUN_KEYWORDS.map((noun) => noun.replace('.', String.raw`\.`)).join('|')})`;

/**
 * A name from its noun on; the one group holds the whole name.
 *
 * @param follows what must come after the name and quotes or brackets that end it: cheaper to look for than what came before
 * @param before what must stand right before the name
 */
export function nameBefore(follows: string, before = ''): string {
  return String.raw`${NOUN}[\w.$-]{0,40}(?![\w.$-])(?=${follows})(?<=${before}([\w.$-]{1,80}))`;
}
