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
  const isName =
    /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value) ||
    /^(?:[A-Z][A-Z0-9]*_)*(?:PASSWORD|PASSPHRASE|SECRET|TOKEN)$/.test(value) ||
    /^_{0,2}[a-zA-Z][a-z]+(?:[A-Z][a-z]+)+$/.test(value) ||
    /^[&@:]?_?[a-z]+(?:_[a-z]+)+_?$/.test(value);
  return isName && wordlikeness(value) > 0.6;
}
