import { PASSWORD_WORDS } from './sensitive-words.ts';
import { splitName } from './split-name.ts';

/** Whether a value only says what the field is called: `"password": "Password"`, `"password": "Passwort"` of a translation. */
export function isLabel(name: string, text: string): boolean {
  if (!/^\p{Lu}\p{Ll}+$/u.test(text)) return false;
  const label = text.toLowerCase();
  const noun = splitName(name).at(-1) ?? '';
  return noun === label || (PASSWORDS.has(noun) && PASSWORDS.has(label));
}

const PASSWORDS: ReadonlySet<string> = new Set(PASSWORD_WORDS);
