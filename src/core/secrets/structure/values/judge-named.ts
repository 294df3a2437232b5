import type { Confidence } from '../../rule.ts';
import { defaultOf } from './default-of.ts';
import { remembered } from '../remembered.ts';
import { gradeSecret } from '../../values/grade-secret.ts';
import { type SensitiveKind, sensitiveKind } from '../../values/sensitive-kind.ts';
import { splitName } from '../../values/split-name.ts';

/** How sure it is that a value is a secret because of the name that it stands under; undefined when it is none. */
export function judgeNamed(name: string, value: string): Confidence | undefined {
  const kind = kindOf(name);
  if (kind === 'none') return undefined;
  const text = value.trim();
  const fallback = defaultOf(text);
  if (fallback !== undefined) return judgeNamed(name, fallback) === undefined ? undefined : 'possible';
  if (BOOTSTRAP_TOKEN.test(text)) return 'likely';
  const grade = gradeSecret(text, { name });
  if (grade === 'none' || SETTING_WORDS.test(text)) return undefined;
  if (grade === 'strong') return 'likely';
  if (kind === 'password') return isDefaultPassword(text) || namesASecret(text) ? 'possible' : 'likely';
  return kind === 'secret' ? judgeWeak(name, text) : undefined;
}

/** As `sensitiveKind`, with what only Kubernetes and its tools call so. */
const kindOf: (name: string) => SensitiveKind | 'none' = remembered((name) => {
  if (NAMES_NONE.test(name)) return 'none';
  return name === 'certificateKey' ? 'secret' : (sensitiveKind(name) ?? 'none');
});

/** Signatures may be known. */
const NAMES_NONE = /^(?:sig|signature)s?$/i;

/** A short text or a word where a token is expected: of keys it is one, of a `secret` or `token` it as often names one. */
function judgeWeak(name: string, text: string): Confidence | undefined {
  if (isDefaultPassword(text) || namesASecret(text) || ADDRESS.test(text)) return undefined;
  if (digitsIn(text) >= 3 && (COMPOUND.test(splitName(name).join('')) || text.length >= 16)) return 'likely';
  return OBJECT_NAME.test(text) ? undefined : 'possible';
}

/** Names of a thing that is a secret and nothing else: no object in Kubernetes is called a secret key. */
const COMPOUND = /(?:secret|access|api|private|encryption)key$|clientsecret$/;

const digitsIn = (text: string): number => text.replaceAll(/\D/g, '').length;

/** `kubeadm token create`: https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/ */
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

const SETTING_WORDS =
  /^(?:warn(?:ing)?|errors?|info|debug|trace|read|write|hourly|daily|weekly|monthly|yearly|always|never|auto(?:matic)?|manual|basic|bearer|digest|enabled?|disabled?|allow(?:ed)?|den(?:y|ied)|require[ds]?|optional|forbidden|native|text|string|inherit|random|generated?|file|vault|kubernetes|external|internal|local|static|dynamic|opaque|cookie|header|query|body|client_credentials|client-secret|authorization_code|scram-sha-\d+|plain|md5|sha-?\d+|argon2(?:id?)?|bcrypt|scrypt|pbkdf2)$/i;

const OBJECT_NAME = /^[a-z0-9]+(?:[-./][a-z0-9]+)*$/;
const ADDRESS = /^[\w.-]+:\d{1,5}(?:\/\S*)?$/;
