/**
 * The parts of patterns for names and what they are given. Patterns begin with the noun of a name, because those words are what the
 * keywords find: what stands before it in the name is looked back at, and only where one was found.
 */

/** Words that names of secrets have; whether the whole name is one, `isSensitiveName` decides. */
export const NOUN: string = String.raw`(?:pass|pwd|pswd?|[_.-]pw|(?<![a-z])pw|secret|token|cred|auth|key|salt|psk|dsn|conn(?:ection)?_?str|senha|kennwort|otp|jwt|(?<![a-z])pin(?![a-z])|bindpw|rootpw)`;

/** The same words as keywords. */
export const NOUN_KEYWORDS: readonly string[] = [
  'pass',
  'pwd',
  'pswd',
  'psw',
  'pw',
  'secret',
  'token',
  'cred',
  'auth',
  'key',
  'salt',
  'psk',
  'dsn',
  'connstr',
  'conn_str',
  'connectionstr',
  'connection_str',
  'senha',
  'kennwort',
  'otp',
  'jwt',
  'pin',
];

/** A name from its noun on; the one group holds the whole name. */
export const NAME: string = nameAfter('');

/**
 * A name that a pattern stands right before. It goes on as far as it can: without the look ahead, a place where no value follows would
 * cost a look back from each of its characters.
 */
export function nameAfter(before: string): string {
  return String.raw`${NOUN}[\w.$-]{0,40}(?![\w.$])(?<=${before}([\w.$-]{1,80}))`;
}
