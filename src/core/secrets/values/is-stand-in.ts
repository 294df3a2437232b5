import { WELL_KNOWN_KEYS } from './well-known-keys.ts';

/**
 * Whether a value stands where a secret will be put, or tells readers to put one there: `<your-password>`, `xxxx`, `REDACTED`,
 * `{{ .Values.token }}`, `%s`. `changeme` is none of these: it works, so people deploy it.
 */
export function isStandIn(value: string): boolean {
  return FORMS.some((form) => form.test(value)) || isOneCharacter(value);
}

const isOneCharacter = (value: string): boolean =>
  value.length > 1 && value === value.charAt(0).repeat(value.length) && !/\d/.test(value);

/** Whole words, between other characters than letters. */
const word = (...words: readonly string[]): RegExp =>
  new RegExp(`(?<![A-Za-z])(?:${words.join('|')})(?![A-Za-z])`, 'i');

const FORMS: readonly RegExp[] = [
  /^(?:\\[nrt]|[\s"'`])*$/,
  /^[0-]+$/,
  WELL_KNOWN_KEYS,
  // What stands before a token.
  /^(?:bearer|basic|digest|token|negotiate|oauth|apikey|key)$/i,
  // Nothing at all, in the words of several languages.
  /^(?:null|none|nil|undefined|void|nan|n\/a|empty|blank|unset|unknown|no|yes|true|false|on|off|default|optional|required|any|read|write|success|succeeded|fail|failed|failure|passed|skip|skipped|warn|error|ok)$/i,
  // Something was blotted out or left out.
  /[xX]{4}|\*{3}|\.{3}|\u2026|\xe2\x80\xa6|_{4}|(?<!-)-{4}(?!-)|\?{3}|#{3}/,
  /^[x\W_]+$/i,
  // In brackets of some kind, as a whole.
  /^(?:<[^<>]*>|\[[^[\]]*\]|\{[^{}"'=]*\}|\([^()]*\)|__\w+__|%\w+%|@[\w.]+@|:[a-z_]+)$/i,
  // Formats and variables.
  /^%[-\w.(){}]*[a-zA-Z]$|^[%#!]\{|^\{\d*\}$|^\${1,2}[A-Za-z_{(]|^@[A-Z][A-Za-z]+\b|^\\?\$\{/,
  // Said to the reader.
  /^(?:your|insert|enter|replace|paste|fill|put|choose|provide|specify|add)(?:[-_ .]|[A-Z]|(?:api|access|auth|client|secret|token|pass|key|name|user|own))/i,
  /(?:[-_ ]|goes[-_ ]?)here$/i,
  word(
    'redacted',
    'masked',
    'hidden',
    'sanitized',
    'obfuscated',
    'encrypted',
    'placeholder',
    'todo',
    'fixme',
    'tbd',
    'snip',
  ),
  word(
    'dummy',
    'fake',
    'sample',
    'ellipsis',
    'whatever',
    'something',
    'some',
    'foo',
    'bar',
    'baz',
    'foobar',
    'lorem',
    'ipsum',
  ),
  /example|change[-_ ]?this|replace[-_ ]?(?:me|with|this)|not[-_ ]?(?:a|the|real)[-_ ]?(?:real[-_ ])?(?:secret|password|token|key)/i,
];
