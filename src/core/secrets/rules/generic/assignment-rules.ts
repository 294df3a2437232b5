import type { SecretRule } from '../../rule.ts';
import { NAME, nameAfter, NOUN_KEYWORDS } from './name-forms.ts';
import { NOT_SOURCE_CODE, QUIET_PATHS, SOURCE_CODE } from './paths.ts';

/** Between a name and its value: the end of a quoted or indexed name, the type of a variable. */
const NAME_ENDS = String.raw`(?:\\{0,3}["'\`])?\]?\)?(?:\[\d{0,4}\]|[ \t]?:[ \t]?[\w.?<>&|\[\] ]{1,40}?(?=[ \t]?=)|[ \t](?:string|str|String)(?=[ \t]?=))?`;

/** Operators that give a value, hand over a second argument, call a setter, or name what stands in for an absent value. */
const GIVES = String.raw`[ \t]{0,20}(?:=>|:=|\?=|\+=|={1,3}|!==?|:|\|\||\?\?|\bor\b|<-|->)[ \t]{0,20}`;

/** Of a string in Python, C, C#, Objective-C; a call that only wraps it. */
const PREFIX = String.raw`(?:[fFrRbBuULl@$&*]{1,2}|[\w.]{0,24}(?:String|string|str|bytes?|Bytes?|Secret|decode|literal|of|sensitive)[\w.]{0,12}\(|\[\]byte\(|[\[({] ?)?`;

/** A quoted value: the quote, as often escaped as it is; what is in it. */
const QUOTED = String.raw`(\\{0,3}["'\`])((?:(?!\2)(?:\\.|[^\r\n\\])){4,500})\2`;

/** A value without quotes up to a blank or what else ends it. */
const PLAIN = String.raw`([^\s"'\`<>{}()\[\],;\\#][^\s"'\`<>{}()\[\],;\\]{3,300})`;

/** Where a name begins a line, an item or a field, and not in the midst of a sentence. */
const BEGINS_LINE = String.raw`(?:^|[{,;([]|\\n)[ \t]{0,60}(?:[-#*/>!]{1,3}[ \t]{0,8}){0,3}["'\`*_]{0,3}`;

/** Not between `?` and `:`, where `pass` is the outcome of a test. */
const NOT_CHOSEN = String.raw`(?<![\w.$-])(?<!\?[ \t]{0,3}["'\`])`;

const IN_QUOTES = new RegExp(`${nameAfter(NOT_CHOSEN)}${NAME_ENDS}${GIVES}${PREFIX}${QUOTED}`, 'gi');

/** `name = "value"` and the like, in any language. */
export const assignmentRules: readonly SecretRule[] = [
  {
    id: 'secret-in-quotes',
    title: 'a password, token or key under its name',
    confidence: 'likely',
    keywords: NOUN_KEYWORDS,
    path: NOT_SOURCE_CODE,
    pattern: IN_QUOTES,
    nameGroup: 1,
    secretGroup: 3,
    isGeneric: true,
    allowlists: [QUIET_PATHS],
  },
  {
    id: 'secret-in-code',
    title: 'a password, token or key under its name',
    confidence: 'likely',
    keywords: NOUN_KEYWORDS,
    path: SOURCE_CODE,
    pattern: IN_QUOTES,
    nameGroup: 1,
    secretGroup: 3,
    isGeneric: true,
    commonConfidence: 'none',
    allowlists: [QUIET_PATHS],
  },
  {
    id: 'secret-in-arguments',
    title: 'a password, token or key after its name',
    confidence: 'likely',
    keywords: NOUN_KEYWORDS,
    pattern: new RegExp(
      String.raw`${nameAfter('\\(\\s{0,4}(?:[\\w.$&]{1,30},[ \\t]?){0,2}\\\\?["\'\`]')}\\{0,3}["'\`],\s{0,40}${PREFIX}${QUOTED}`,
      'gi',
    ),
    nameGroup: 1,
    secretGroup: 3,
    isGeneric: true,
    commonConfidence: 'none',
    allowlists: [QUIET_PATHS],
  },
  {
    id: 'password-in-call',
    title: 'a password handed over to a function that takes one',
    confidence: 'likely',
    keywords: ['pass', 'pwd'],
    pattern: new RegExp(
      String.raw`(?:[pP]ass(?:[wW](?:or)?d|[pP]hrase)|[pP]wd)(?<=([\w$]{1,60}))\(\s{0,4}${PREFIX}${QUOTED}`,
      'g',
    ),
    nameGroup: 1,
    secretGroup: 3,
    isGeneric: true,
    commonConfidence: 'none',
    allowlists: [QUIET_PATHS],
  },
  {
    id: 'secret-in-call',
    title: 'a password, token or key handed over to a function that takes one',
    confidence: 'likely',
    keywords: NOUN_KEYWORDS,
    pattern: new RegExp(String.raw`${NAME}\(\s{0,4}${PREFIX}${QUOTED}`, 'gi'),
    nameGroup: 1,
    secretGroup: 3,
    isGeneric: true,
    weakConfidence: 'none',
    allowlists: [QUIET_PATHS],
  },
  {
    id: 'secret-in-setting',
    title: 'a password, token or key under its name',
    confidence: 'likely',
    keywords: NOUN_KEYWORDS,
    path: NOT_SOURCE_CODE,
    pattern: new RegExp(
      String.raw`${nameAfter(BEGINS_LINE)}["'\`]?[ \t]{0,20}(?::|=>)[ \t]{0,20}${PLAIN}(?=[ \t]*(?:\r|\n|$|[,&"'\`<})\]\\|]|[ \t][#;/(\\]))`,
      'gim',
    ),
    nameGroup: 1,
    secretGroup: 2,
    isGeneric: true,
    allowlists: [QUIET_PATHS],
  },
  {
    id: 'secret-in-variable',
    title: 'a password, token or key under its name',
    confidence: 'likely',
    keywords: NOUN_KEYWORDS,
    path: NOT_SOURCE_CODE,
    pattern: new RegExp(String.raw`${NAME}["'\`]?[ \t]{0,20}=[ \t]{0,20}${PLAIN}(?![\w(\[])`, 'gi'),
    nameGroup: 1,
    secretGroup: 2,
    isGeneric: true,
    allowlists: [QUIET_PATHS],
  },
  {
    id: 'secret-in-string',
    title: 'a password, token or key in a query, connection string or command',
    confidence: 'likely',
    keywords: NOUN_KEYWORDS,
    pattern: new RegExp(String.raw`${nameAfter('(?:[?&;"\'\` ]|--|-D|\\\\n)')}=${PLAIN}(?=[&;"'\`])`, 'gi'),
    nameGroup: 1,
    secretGroup: 2,
    isGeneric: true,
    allowlists: [QUIET_PATHS],
  },
  {
    id: 'secret-in-element',
    title: 'a password, token or key under its name',
    confidence: 'likely',
    keywords: NOUN_KEYWORDS,
    pattern: new RegExp(String.raw`${NAME}["']?(?:\s[^<>\r\n]{0,200})?>([^<>\r\n]{4,400})</`, 'gi'),
    nameGroup: 1,
    secretGroup: 2,
    isGeneric: true,
    allowlists: [QUIET_PATHS],
  },
  {
    id: 'secret-in-value-attribute',
    title: 'a password, token or key under its name',
    confidence: 'likely',
    keywords: NOUN_KEYWORDS,
    pattern: new RegExp(
      String.raw`${NAME}["']\s{1,10}(?:[\w:]{1,20}=["'][^"'\r\n]{0,60}["']\s{1,10})?value=(["'])([^"'\r\n]{4,400})\2`,
      'gi',
    ),
    nameGroup: 1,
    secretGroup: 3,
    isGeneric: true,
    allowlists: [QUIET_PATHS],
  },
];
