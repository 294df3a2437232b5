import type { Confidence } from '../../rule.ts';
import { gradeSecret } from '../../values/grade-secret.ts';
import { isSensitiveName } from '../../values/is-sensitive-name.ts';
import { splitName } from '../../values/split-name.ts';

/** How sure it is that a value is a secret because of the name that it stands under; undefined when it is none. */
export function judgeNamed(name: string, value: string): Confidence | undefined {
  if (namesNoSecret(name) || !isSensitiveName(name)) return undefined;
  const text = value.trim();
  if (BOOTSTRAP_TOKEN.test(text)) return 'likely';
  const grade = gradeSecret(text, { name });
  if (grade === 'none' || isSettingWord(text) || isLabel(name, text)) return undefined;
  if (grade === 'strong') return 'likely';
  return judgeWeak(name, text);
}

/** A short text or a word. Under the name of a password that is one; under others it is as often the name of something. */
function judgeWeak(name: string, text: string): Confidence | undefined {
  const isPassword = PASSWORD.test(splitName(name).join(''));
  if (isDefaultPassword(text) || namesASecret(text)) return isPassword ? 'possible' : undefined;
  if (isPassword) return 'likely';
  return OBJECT_NAME.test(text) || ADDRESS.test(text) ? undefined : 'possible';
}

const PASSWORD = /pass(?:word|wd|wort|phrase|code)?s?$|pwd$|pw$|^pin$|passw/;

/** `passwordKey` names the key of a Secret under which the password is; signatures and public keys may be known. */
const namesNoSecret = (name: string): boolean =>
  /(?:pass(?:word|wd|phrase)?|token|user(?:name)?)[-_.]?keys?$|^(?:sig|signature)s?$|(?:^from|[a-z]Secret)[A-Za-z]*SecretKey$/i.test(name);

const BOOTSTRAP_TOKEN = /^[a-z0-9]{6}\.[a-z0-9]{16}$/;

/** Written to be replaced, but it works as long as nobody does. */
export const isDefaultPassword = (text: string): boolean =>
  /^(?:change|replace)[-_ ]?(?:me|it|this)?(?:[-_ ]?(?:now|please|in[-_ ]?production))?\d*!?$/i.test(text);

/** `DB_PASSWORD`, `mqtt_password`, `dbPassword`: what a tag or a tool looks up. */
function namesASecret(text: string): boolean {
  if (!/^[A-Za-z]+(?:[-_.][A-Za-z]+)*$/.test(text)) return false;
  const words = splitName(text);
  return words.length > 1 && /^(?:pass(?:word|wd|phrase)?|secret|token|key|credentials?)s?$/.test(words.at(-1) ?? '');
}

/** `"password": "Password"` of a translation. */
const isLabel = (name: string, text: string): boolean =>
  /^[A-Z][a-z]+$/.test(text) && splitName(name).at(-1) === text.toLowerCase();

const isSettingWord = (text: string): boolean => SETTING_WORDS.test(text);

const SETTING_WORDS =
  /^(?:warn(?:ing)?|errors?|info|debug|trace|read|write|admin:.*|hourly|daily|weekly|monthly|yearly|always|never|auto(?:matic)?|manual|basic|bearer|digest|enabled?|disabled?|allow(?:ed)?|den(?:y|ied)|require[ds]?|optional|forbidden|native|text|string|inherit|random|generated?|file|vault|kubernetes|external|internal|local|static|dynamic|opaque|cookie|header|query|body|client_credentials|client-secret|authorization_code|scram-sha-\d+|plain|md5|sha-?\d+|argon2(?:id?)?|bcrypt|scrypt|pbkdf2)$/i;

const OBJECT_NAME = /^[a-z0-9]+(?:[-./][a-z0-9]+)*$/;
const ADDRESS = /^[\w.-]+:\d{1,5}(?:\/\S*)?$/;
