import type { Allowlist, SecretRule } from '../../rule.ts';
import { nameBefore, NOUN_KEYWORDS } from './name-forms.ts';
import { EXAMPLES_IN_DOCUMENTS, MARKUP, NOT_SOURCE_CODE, QUIET_PATHS, SOURCE_CODE } from './paths.ts';

/** Between a name and its value: the end of a quoted or indexed name, the type of a variable. */
const NAME_ENDS = String.raw`(?:\\{0,3}["'\`])?\]?\)?(?:\[\d{0,4}\]|[ \t]?:[ \t]?[\w.?<>&|\[\] ]{1,40}?(?=[ \t]?=)|[ \t](?:string|str|String)(?=[ \t]?=))?`;

/** Operators that give a value, compare with one, or name what stands in for an absent one. */
const GIVES = String.raw`[ \t]{0,20}(?:=>|:=|\?=|\+=|={1,3}|!==?|:|\|\||\?\?|\bor\b|<-|->)[ \t]{0,20}`;

/** Of a string in Python, C, C#, Objective-C; a call that only wraps it. */
const PREFIX = String.raw`(?:[fFrRbBuULl@$&*]{1,2}|[\w.]{0,24}(?:String|string|str|bytes?|Bytes?|Secret|decode|literal|of|sensitive)[\w.]{0,12}\(|\[\]byte\(|[\[({] ?)?`;

/** A quoted value: the quote, as often escaped as it is; what is in it. */
const QUOTED = String.raw`(\\{0,3}["'\`])((?:(?!\2)(?:\\.|[^\r\n\\])){4,500})\2`;

/** A value without quotes, up to a blank, the next field of a query, or what else ends it. */
const PLAIN_CHARACTER = String.raw`(?!&[\w.-]{1,40}=)[^\s"'\`<>{}()\[\],;\\]`;
const PLAIN = String.raw`((?!#)(?:${PLAIN_CHARACTER}){4,300})`;

/** YAML says `&name` before a value to be repeated, and `*name` where it is. */
const NOT_ANCHOR = String.raw`(?![&*][A-Za-z_][\w.-]{0,60}(?:\s|$))`;

/** Everybody may see the image that it shows: the token of Codecov's badges. */
const NOT_OF_BADGE = String.raw`(?<![\w.$-])(?<!/badge\.svg\?)`;

/** Where a name begins a line, an item or a field, and not in the midst of a sentence. */
const BEGINS_LINE = String.raw`(?:^|[{,;([]|\\n)[ \t]{0,60}(?:[-#*/>!]{1,3}[ \t]{0,8}){0,3}["'\`*_]{0,3}`;

/** Not between `?` and `:`, where `pass` is the outcome of a test. */
const NOT_CHOSEN = String.raw`(?<![\w.$-])(?<!\?[ \t]{0,3}["'\`])`;

const QUOTES = String.raw`(?:\\{0,3}["'\`])?`;
const ENDS_WITH_OPERATOR = String.raw`[\\"'\`\])]{0,8}[ \t]{0,20}[=:|?!<[\]-]|[ \t](?:string|str|or)\b`;

/** Settings with a name and a value on a line, and nothing but blanks between. */
const DIRECTIVES = /\.(?:conf|cfg|cnf|config|rc)$/i;

const TERRAFORM = /\.(?:tf|tofu)$/i;

/** What rules about names and their values have of their own. */
type Assignment = Pick<SecretRule, 'id' | 'title' | 'weakConfidence' | 'commonConfidence'> & {
  readonly path?: RegExp;
  readonly pattern: string;
  /** Default: of names of all secrets. */
  readonly keywords?: readonly string[];
  readonly secretGroup: number;
};

/** Rules for one value have other patterns in source code, where what has no quotes is an expression. */
const ASSIGNMENTS: readonly Assignment[] = [
  {
    id: 'secret-in-quotes',
    title: 'a password, token or key under its name',
    path: NOT_SOURCE_CODE,
    pattern: `${nameBefore(ENDS_WITH_OPERATOR, NOT_CHOSEN)}${NAME_ENDS}${GIVES}${PREFIX}${QUOTED}`,
    secretGroup: 3,
  },
  {
    id: 'secret-in-code',
    title: 'a password, token or key under its name',
    path: SOURCE_CODE,
    pattern: `${nameBefore(ENDS_WITH_OPERATOR, NOT_CHOSEN)}${NAME_ENDS}${GIVES}${PREFIX}${QUOTED}`,
    secretGroup: 3,
    commonConfidence: 'none',
  },
  {
    // A function that takes a name and a value: `define('DB_PASSWORD', '…')`, `os.Setenv("TOKEN", "…")`.
    id: 'secret-in-arguments',
    title: 'a password, token or key after its name',
    path: SOURCE_CODE,
    pattern: String.raw`${nameBefore(`${QUOTES},`, String.raw`\(\s{0,4}(?:[\w.$&]{1,30},[ \t]?){0,2}\\?["'\`]`)}${QUOTES},\s{0,40}${PREFIX}${QUOTED}`,
    secretGroup: 3,
    commonConfidence: 'none',
  },
  {
    id: 'password-in-call',
    title: 'a password handed over to a function that takes one',
    keywords: ['pass', 'pwd'],
    path: SOURCE_CODE,
    pattern: String.raw`(?:pass(?:w(?:or)?d|phrase)|pwd)(?=\()(?<=([\w$]{1,60}))\(\s{0,4}${PREFIX}${QUOTED}`,
    secretGroup: 3,
    commonConfidence: 'none',
  },
  {
    // `newToken("identifier")` makes a token of another kind: only a random string is one of ours.
    id: 'secret-in-call',
    title: 'a token or key handed over to a function that takes one',
    path: SOURCE_CODE,
    pattern: String.raw`${nameBefore(String.raw`\(`)}\(\s{0,4}${PREFIX}${QUOTED}`,
    secretGroup: 3,
    weakConfidence: 'none',
  },
  {
    id: 'secret-in-string',
    title: 'a password, token or key in a query, connection string or command',
    path: SOURCE_CODE,
    pattern: `${nameBefore('=', String.raw`(?:[?&;"'\` ]|--|-D|\\n)`)}=${PLAIN}(?=[&;"'\`])`,
    secretGroup: 2,
  },
  {
    id: 'secret-in-setting',
    title: 'a password, token or key under its name',
    path: NOT_SOURCE_CODE,
    pattern: String.raw`${nameBefore(`${QUOTES}[ \\t]{0,20}(?::|=>)`, BEGINS_LINE)}${QUOTES}[ \t]{0,20}(?::(?!\+)(?:[-=](?=\S))?|=>)[ \t]{0,20}${NOT_ANCHOR}${PLAIN}(?=[ \t]*(?:\r|\n|$|[,&"'\`<})\]\\|]|[ \t][#;/(\\]))`,
    secretGroup: 2,
  },
  {
    id: 'secret-in-variable',
    title: 'a password, token or key under its name',
    path: NOT_SOURCE_CODE,
    pattern: String.raw`${nameBefore(`${QUOTES}[ \\t]{0,20}=`, NOT_OF_BADGE)}${QUOTES}[ \t]{0,20}=[ \t]{0,20}${PLAIN}(?![\w(\[{]|:?\$[{(]|[ \t]{1,4}(?:[$(]|"[a-z][\w-]{0,40}\.[a-z]|\.[A-Z]))`,
    secretGroup: 2,
  },
  {
    // What a template encodes, or takes when nothing is given: `{{ "…" | b64enc }}`, `{{ .Values.password | default "…" }}`.
    id: 'secret-in-template',
    title: 'a password, token or key in a template',
    pattern: String.raw`${nameBefore(`${QUOTES}[ \\t]{0,20}[:=]`)}${QUOTES}[ \t]{0,20}[:=][ \t]{0,20}["']?\{\{-?[ \t]{0,4}(?:[^{}"'\`\r\n]{1,120}\|[ \t]{0,4}default(?:[ \t]{1,4}|\([ \t]{0,4}))?(["'\`])([^"'\`{}\r\n]{4,200})\2[ \t]{0,4}[)|}]`,
    secretGroup: 3,
  },
  {
    // A line of a server's settings: `requirepass …`, `password "…";`.
    id: 'secret-in-directive',
    title: 'a password, token or key under its name',
    path: DIRECTIVES,
    pattern: String.raw`${nameBefore(String.raw`[ \t]{1,40}["']?[^\s=:"']`, String.raw`^[ \t]{0,60}`)}[ \t]{1,40}(["']?)${PLAIN}\2[ \t]{0,20};?[ \t]{0,20}\r?$`,
    secretGroup: 3,
    commonConfidence: 'none',
  },
  {
    id: 'secret-in-option',
    title: 'a password, token or key in a command',
    path: NOT_SOURCE_CODE,
    pattern: String.raw`${nameBefore(String.raw`[ \t]{1,4}[^\s-]`, String.raw`(?<=[ \t]--?[\w-]{0,40})(?![\w.-]*\$)`)}[ \t]{1,4}["']?${PLAIN}(?![\w(\[])`,
    secretGroup: 2,
    commonConfidence: 'none',
  },
  {
    // The name stands on the line that begins the block, and the value somewhere in it.
    id: 'secret-in-terraform-default',
    title: 'a default for a secret variable',
    path: TERRAFORM,
    pattern: String.raw`(?<![\w"])variable[ \t]{1,4}"([\w-]{1,80})"[ \t]{0,4}\{[^{}]{0,600}?\bdefault[ \t]{0,20}=[ \t]{0,4}"([^"\r\n]{4,300})"`,
    keywords: ['variable'],
    secretGroup: 2,
  },
  {
    id: 'secret-in-element',
    title: 'a password, token or key under its name',
    path: MARKUP,
    pattern: String.raw`${nameBefore(String.raw`["']?[\s>]`)}["']?(?:\s[^<>\r\n]{0,200})?>([^<>\r\n]{4,400})</`,
    secretGroup: 2,
  },
  {
    id: 'secret-in-value-attribute',
    title: 'a password, token or key under its name',
    path: MARKUP,
    pattern: String.raw`${nameBefore(String.raw`["']\s`)}["']\s{1,10}(?:[\w:]{1,20}=["'][^"'\r\n]{0,60}["']\s{1,10})?value=(["'])([^"'\r\n]{4,400})\2`,
    secretGroup: 3,
  },
];

/** How a key is made of a passphrase, as encrypted keys of cosign say it: their salt is no secret. */
const DERIVATION: Allowlist = { target: 'line', patterns: [/"kdf":\{"name":"/] };

/** `name = "value"` and the like, in any language. */
export const assignmentRules: readonly SecretRule[] = ASSIGNMENTS.map(
  ({ pattern, keywords = NOUN_KEYWORDS, ...rule }) => ({
    ...rule,
    confidence: 'likely',
    keywords,
    pattern: new RegExp(pattern, 'gim'),
    nameGroup: 1,
    isGeneric: true,
    allowlists: [QUIET_PATHS, EXAMPLES_IN_DOCUMENTS, DERIVATION],
  }),
);
