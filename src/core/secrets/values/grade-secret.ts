import { shannonEntropy } from '../shannon-entropy.ts';
import { decodeBase64 } from '../text/decode-base64.ts';
import { isCode } from './is-code.ts';
import { isCommonPassword } from './is-common-password.ts';
import { isLabel } from './is-label.ts';
import { isPublicValue } from './is-public-value.ts';
import { isReference } from './is-reference.ts';
import { isSensitiveName } from './is-sensitive-name.ts';
import { isSetting } from './is-setting.ts';
import { isStandIn } from './is-stand-in.ts';
import { isWeakPassword } from './is-weak-password.ts';
import { type SensitiveKind, sensitiveKind } from './sensitive-kind.ts';
import { wordlikeness } from './wordlikeness.ts';

/**
 * How much a value looks like a secret:
 * - `strong`: random characters, or a password that nobody would write for another reason
 * - `weak`: a word or short text that may be a password and may be something else: `minio123`, `hunter2`
 * - `common`: one that everybody writes into examples and tests: `changeme`, `secret`, `123456`
 * - `none`: a reference, stand-in, setting, piece of code, public value or sentence
 */
export type SecretGrade = 'strong' | 'weak' | 'common' | 'none';

/** What is known about the place of a value. */
export interface ValueContext {
  /** The field or variable that holds it. Absent: it stands alone. */
  readonly name?: string;
}

/** Grades a value that stands, or may stand, where a secret belongs. */
export function gradeSecret(value: string, { name }: ValueContext = {}): SecretGrade {
  const text = withoutQuotes(value.trim());
  if (text.length < MIN_LENGTH || text.length > MAX_LENGTH) return 'none';
  if (isReference(text) || isStandIn(text) || isSetting(text) || isCode(text) || isPublicValue(text, name))
    return 'none';
  const kind = name === undefined ? undefined : sensitiveKind(name);
  if (isSentence(text) || isNameOfThing(text, kind) || (name !== undefined && isLabel(name, text))) return 'none';
  if (isStrong(text) && (isStrong(decoded(text)) || isPackedPassword(text, kind))) return 'strong';
  if (isObject(text)) return 'none';
  if (kind === 'hint' || (kind === 'secret' && isPlainWord(text))) return 'none';
  return isCommonPassword(text) ? 'common' : 'weak';
}

const withoutQuotes = (text: string): string => /^(["'`])(.*)\1$/.exec(text)?.[2] ?? text;

const MIN_LENGTH = 4;
/** Longer ones are data, or keys that have rules of their own. */
const MAX_LENGTH = 4096;

/** Words with blanks between them, as a message or a label has. */
function isSentence(text: string): boolean {
  const words = text.split(/\s+/);
  return (
    words.length > 1 && words.filter((word) => wordlikeness(word) > 0.6 || word.length < 4).length >= words.length * 0.6
  );
}

/** Words with hyphens or dots between them name a thing: `db-credentials`, `app.auth.token`. A password may be like that. */
const isNameOfThing = (text: string, kind: SensitiveKind | undefined): boolean =>
  kind !== 'password' && WORDS_IN_A_ROW.test(text) && wordlikeness(text) > 0.7;

/** JSON, as some services have it for a token. */
const isObject = (text: string): boolean => /^[{[]/.test(text);
const MIN_LENGTH_OF_OBJECT = 30;

/** Nobody calls a token `identifier`, `password` or `1000`. */
const isPlainWord = (text: string): boolean =>
  /^\d{1,8}$/.test(text) ||
  isSensitiveName(text) ||
  (/^[A-Za-z]+$/.test(text) && wordlikeness(text) > 0.7 && !isWeakPassword(text));

const WORDS_IN_A_ROW = /^[a-z]+\d{0,2}(?:[-._/:](?:[a-z]+\d{0,2}|\d{1,2}))+$/i;

const isStrong = (text: string): boolean => !isCommonPassword(text) && !isWeakPassword(text) && isRandom(text);

/** Who puts a word into base64 under the name of a password has a Secret in mind, and a password, unless it is everybody's. */
const isPackedPassword = (text: string, kind: SensitiveKind | undefined): boolean =>
  kind === 'password' && !isCommonPassword(decoded(text));

/** Base64 of words looks random, and is none: `dGVzdC1wYXNzd29yZA==`. */
function decoded(text: string): string {
  const plain = text.length % 4 === 0 && BASE64.test(text) ? decodeBase64(text) : '';
  return READABLE.test(plain) ? plain : text;
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const READABLE = /^[\x20-\x7e]+$/;

function isRandom(text: string): boolean {
  const classes = countClasses(text);
  const words = wordlikeness(text);
  if (isObject(text)) return text.length >= MIN_LENGTH_OF_OBJECT && words < 0.5;
  if (text.length >= 20) return words < 0.5 && shannonEntropy(text) >= 3;
  if (text.length >= 12)
    return (words < 0.5 && classes > 1 && shannonEntropy(text) >= 2.5) || (classes > 3 && words < 0.75);
  return text.length >= 8 && classes > 1 && (words < 0.4 || (classes > 2 && words < 0.75) || classes > 3);
}

const CLASSES: readonly RegExp[] = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/];
const countClasses = (text: string): number => CLASSES.filter((one) => one.test(text)).length;
