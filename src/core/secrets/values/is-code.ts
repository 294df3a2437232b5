import { wordlikeness } from './wordlikeness.ts';

/**
 * Whether a value is an expression or a name of a program: `config.password`, `getPassword()`, `self.token`, `os.environ["X"]`,
 * `[]byte`, `Option<String>`, `DB_PASSWORD`. A password of one word in small letters is none.
 */
export function isCode(value: string): boolean {
  return FORMS.some((form) => form.test(value)) || isMemberChain(value) || isCasedName(value);
}

const NAME = String.raw`[A-Za-z_$][\w$]*`;

const FORMS: readonly RegExp[] = [
  // A call, an index, a generic type.
  new RegExp(
    String.raw`^[&*!@]*(?:await |new |yield |return )?${NAME}(?:(?:\.|->|::|\?\.)${NAME})*[!?]?(?:\(.*|\[[\w"':$.-]*\]?.*|<[\w<>, .\[\]|?]*>?)$`,
  ),
  /^(?:string|str|String|number|int|integer|Integer|boolean|bool|Boolean|bytes?|Bytes?|char|object|Object|any|Any|void|self|this|null|nil|None|undefined|Text|Symbol|std|auto|text|varchar)(?:\b[\s?|[\]().,;:*&]|\[\]|$)/,
  /^\[\]\w+|=>|^\(\w*\)|\(\)$|&&|\|\||^[!]=|^==/,
  // What stands between two quoted strings: `"PWD=" + directory, "…"`.
  new RegExp(String.raw`^ ?\+ ?${NAME}(?:\.${NAME})*(?:\(.*\))? ?[,+)] ?$`),
  // A field of a template in Go.
  /^\.(?:Values|Release|Chart|Capabilities|Template|Files)\b/,
  // A pattern.
  /^\^.*\$$|\{\d+,\d*\}|\[(?:a-z|A-Z|0-9|\\w|\\d|\^)|\(\?[:=!<]/,
  // Text of several lines, but no key, which is longer.
  /^(?=.{0,60}$).*\\+[rn]/,
];

/** `a.b`, `a->b`, `A::B`, each part a word. */
function isMemberChain(value: string): boolean {
  return MEMBER_CHAIN.test(value) && wordlikeness(value) > 0.6;
}

const MEMBER_CHAIN = new RegExp(String.raw`^[&*@:$]?${NAME}(?:(?:\.|->|::|\?\.)${NAME}){1,8}[!?,;)]*$`);

/** `DB_PASSWORD`, `accessToken`, `AccessToken`: more than one word, no word of a person. */
function isCasedName(value: string): boolean {
  const words = wordlikeness(value);
  return CASED.some(({ form, above }) => words > above && form.test(value));
}

/** With how much of them must be made of words: small letters with a sign between them may be a password. */
const CASED: readonly { readonly form: RegExp; readonly above: number }[] = [
  { form: /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/, above: 0.6 },
  { form: /^(?=.{0,16}$)[A-Z]{2,8}(?:_[A-Z]{1,8}\d?[A-Z]?)+$/, above: -1 },
  { form: /^(?:PASSWORD|PASSPHRASE|SECRET|TOKEN)$/, above: 0.6 },
  { form: /^_{0,2}[a-zA-Z][a-z]+(?:[A-Z]{1,4}[a-z]+)+$/, above: 0.6 },
  { form: /^[&@:]?_?[a-z]+(?:_[a-z]+)+_?$/, above: 0.7 },
];
