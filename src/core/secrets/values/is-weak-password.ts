import { isSequence } from './is-sequence.ts';

/**
 * Whether a password has a word in it that everybody tries first, also in `leet` spelling: `P@ssw0rd123`, `Admin1234!`. It may be in
 * use, but it is as often an example or a test.
 */
export function isWeakPassword(value: string): boolean {
  const plain = value.toLowerCase();
  return COMMON.test(plain) || COMMON.test(withoutLeet(plain)) || isSequence(plain);
}

const COMMON =
  /passw(?:or)?d|passphrase|secret|changeit|change[-_]?me|test|admin|qwert|asdf|letmein|welcome|default|demo|token|apikey|1234|4321|abcd|root|guest|user|foobar/;

const LEET: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '0': 'o',
  '1': 'i',
  '3': 'e',
  $: 's',
  '5': 's',
  '7': 't',
  '!': 'i',
};
const withoutLeet = (plain: string): string => plain.replaceAll(/[@40135$7!]/g, (sign) => LEET[sign] ?? sign);
