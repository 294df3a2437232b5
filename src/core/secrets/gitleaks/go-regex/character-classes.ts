import { type CodePointRange, type CodePoints, codePoints, MAX_CODE_POINT } from './code-points.ts';

const span = (low: string, high: string): CodePointRange => [low.charCodeAt(0), high.charCodeAt(0)];
const one = (character: string): CodePointRange => span(character, character);

const DIGITS = [span('0', '9')];
const UPPER = [span('A', 'Z')];
const LOWER = [span('a', 'z')];
const ALPHA = [...UPPER, ...LOWER];
const WORD = [...DIGITS, ...ALPHA, one('_')];

/** `\d`, `\s`, `\w`: ASCII only, and no vertical tab among the spaces. */
const PERL_CLASSES: Readonly<Record<string, readonly CodePointRange[]>> = {
  d: DIGITS,
  s: [span('\t', '\n'), span('\f', '\r'), one(' ')],
  w: WORD,
};

const POSIX_CLASSES: Readonly<Record<string, readonly CodePointRange[]>> = {
  alnum: [...DIGITS, ...ALPHA],
  alpha: ALPHA,
  ascii: [[0, 0x7f]],
  blank: [one('\t'), one(' ')],
  cntrl: [
    [0, 0x1f],
    [0x7f, 0x7f],
  ],
  digit: DIGITS,
  graph: [span('!', '~')],
  lower: LOWER,
  print: [span(' ', '~')],
  punct: [span('!', '/'), span(':', '@'), span('[', '`'), span('{', '~')],
  space: [span('\t', '\r'), one(' ')],
  upper: UPPER,
  word: WORD,
  xdigit: [...DIGITS, span('A', 'F'), span('a', 'f')],
};

/** @param letter of `\d`, lower case */
export const perlClass = (letter: string): CodePoints => codePoints(PERL_CLASSES[letter] ?? []);

/** @param name of `[:alpha:]`; undefined when there is no such class */
export function posixClass(name: string): CodePoints | undefined {
  return Object.hasOwn(POSIX_CLASSES, name) ? codePoints(POSIX_CLASSES[name] ?? []) : undefined;
}

const known = new Map<string, CodePoints | undefined>();

/**
 * The class `\p{name}`: a category, also by its long name, or a script. Names count without case, spaces, `_` and `-`.
 * @returns undefined when Unicode has no such name
 */
export function unicodeClass(name: string): CodePoints | undefined {
  const plain = name.replaceAll(/[\s_-]/g, '').toLowerCase();
  if (!known.has(plain)) known.set(plain, findUnicodeClass(plain));
  return known.get(plain);
}

function findUnicodeClass(plain: string): CodePoints | undefined {
  if (plain === 'any') return [[0, MAX_CODE_POINT]];
  for (const spelt of spellings(plain)) {
    const set = propertySet(spelt);
    if (set !== undefined) return set;
  }
  return undefined;
}

/** JavaScript takes names only as Unicode spells them, so the plausible spellings are tried. */
function* spellings(plain: string): Generator<string> {
  if (plain === 'ascii') yield 'ASCII';
  else if (plain === 'assigned') yield 'Assigned';
  else {
    const written = CATEGORY_NAMES.find((name) => name.replaceAll('_', '').toLowerCase() === plain) ?? capital(plain);
    if (plain.length <= 2) yield `gc=${plain === 'lc' ? 'LC' : capital(plain)}`;
    yield `gc=${written}`;
    const script = SCRIPTS_OF_MORE_WORDS.find((name) => name.replaceAll('_', '').toLowerCase() === plain);
    yield `sc=${script ?? capital(plain)}`;
  }
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const CATEGORY_NAMES = [
  'Cased_Letter',
  'Close_Punctuation',
  'Connector_Punctuation',
  'Currency_Symbol',
  'Dash_Punctuation',
  'Decimal_Number',
  'Enclosing_Mark',
  'Final_Punctuation',
  'Initial_Punctuation',
  'Letter_Number',
  'Line_Separator',
  'Lowercase_Letter',
  'Math_Symbol',
  'Modifier_Letter',
  'Modifier_Symbol',
  'Nonspacing_Mark',
  'Open_Punctuation',
  'Other_Letter',
  'Other_Number',
  'Other_Punctuation',
  'Other_Symbol',
  'Paragraph_Separator',
  'Private_Use',
  'Space_Separator',
  'Spacing_Mark',
  'Titlecase_Letter',
  'Uppercase_Letter',
] as const;

/** Those of one word need no table. */
const SCRIPTS_OF_MORE_WORDS = [
  'Anatolian_Hieroglyphs',
  'Bassa_Vah',
  'Canadian_Aboriginal',
  'Caucasian_Albanian',
  'Cypro_Minoan',
  'Dives_Akuru',
  'Egyptian_Hieroglyphs',
  'Gunjala_Gondi',
  'Hanifi_Rohingya',
  'Imperial_Aramaic',
  'Inscriptional_Pahlavi',
  'Inscriptional_Parthian',
  'Khitan_Small_Script',
  'Linear_A',
  'Linear_B',
  'Masaram_Gondi',
  'Meetei_Mayek',
  'Mende_Kikakui',
  'Meroitic_Cursive',
  'Meroitic_Hieroglyphs',
  'Nag_Mundari',
  'New_Tai_Lue',
  'Nyiakeng_Puachue_Hmong',
  'Ol_Chiki',
  'Old_Hungarian',
  'Old_Italic',
  'Old_North_Arabian',
  'Old_Permic',
  'Old_Persian',
  'Old_Sogdian',
  'Old_South_Arabian',
  'Old_Turkic',
  'Old_Uyghur',
  'Pahawh_Hmong',
  'Pau_Cin_Hau',
  'Phags_Pa',
  'Psalter_Pahlavi',
  'SignWriting',
  'Sora_Sompeng',
  'Syloti_Nagri',
  'Tai_Le',
  'Tai_Tham',
  'Tai_Viet',
  'Zanabazar_Square',
] as const;

/** Asks the platform's tables for each code point: some 40 ms, at a rule that has such a class. */
function propertySet(property: string): CodePoints | undefined {
  const member = compileProperty(property);
  if (member === undefined) return undefined;
  const ranges: CodePointRange[] = [];
  let start = -1;
  for (let codePoint = 0; codePoint <= MAX_CODE_POINT + 1; codePoint++) {
    const isIn = codePoint <= MAX_CODE_POINT && member.test(String.fromCodePoint(codePoint));
    if (isIn && start < 0) start = codePoint;
    if (!isIn && start >= 0) {
      ranges.push([start, codePoint - 1]);
      start = -1;
    }
  }
  return ranges;
}

function compileProperty(property: string): RegExp | undefined {
  try {
    return new RegExp(`^\\p{${property}}$`, 'u');
  } catch {
    // The name is none: the caller tries the next spelling, and says so when none is.
    return undefined;
  }
}
