import type { Confidence, SecretRule } from '../rule.ts';
import { ASSIGNMENT } from './assignment.ts';
import { tokenEnds } from './boundary.ts';
import { withPattern } from './with-pattern.ts';

/** A kind of secret without a form of its own: what it is called says what it is. */
export interface NamedKind {
  readonly id: string;
  readonly title: string;
  /** Words that name the vendor, lower case; a space stands for a separator or none: `new relic`. */
  readonly vendor: readonly string[];
  /** What must follow the vendor, written alike: `api key`. Absent: anything may. */
  readonly thing?: readonly string[];
  /** The value from its first to its last character, without groups that capture. */
  readonly value: RegExp;
  /** Default: `likely`. */
  readonly confidence?: Confidence;
  /** Default: 2.8 bits. */
  readonly minEntropy?: number;
}

/** The rules for secrets that are known by the vendor's name before them: `DATADOG_API_KEY=…`, `"datadogApiKey": "…"`. */
export const namedRules = (kinds: readonly NamedKind[]): readonly SecretRule[] => kinds.map(namedRule);

function namedRule({ vendor, thing, value, ...kind }: NamedKind): SecretRule {
  const name = (): string =>
    WORD_BEGINS + oneOf(vendor.map(vendorPattern)) + (thing === undefined ? '' : GAP + oneOf(thing.map(inAnySpelling)));
  const words = thing === undefined ? [vendor] : [vendor, thing];
  return withPattern(
    { confidence: 'likely', minEntropy: 2.8, ...kind, keywords: vendor.flatMap(keywordsOf), words },
    () => new RegExp(`${name()}${ASSIGNMENT}(${value.source})${tokenEnds(value)}`, `g${value.flags}`),
  );
}

/** At the beginning of a word: `meraki` is none in `CameraKit`. An escape (`\n`) ends before it, as it does in JSON. */
export const WORD_BEGINS: string = String.raw`(?:(?<![A-Za-z])|(?<=[a-z])(?=[A-Z])|(?<=\\[nrt]))`;

/** Between a vendor and what is the vendor's: the rest of a name, or the way into a nested object. */
export const GAP: string = String.raw`[\w\s.:"'{}()[\],=>/@-]{0,40}?`;

const oneOf = (patterns: readonly string[]): string => `(?:${patterns.join('|')})`;

const SHORT = 5;

/** Names without a rare part have fewer spellings, for each is a keyword. */
const vendorPattern = (name: string): string =>
  tellingPart(name) === undefined ? spell(name, '[_-]?') : inAnySpelling(name);

/** A name as it is spelt in all kinds of code. */
const inAnySpelling = (name: string): string => spell(name, '[ _.-]?');

/**
 * Short names in three cases only, for in any case they occur across words: `sumo` in `sumOf`. No flag does that: the case of a value
 * may tell it from something else.
 */
function spell(name: string, separator: string): string {
  const plain = name.replaceAll('.', String.raw`\.`);
  if (name.length < SHORT)
    return `(?:${plain}|${plain.toUpperCase()}|${plain.charAt(0).toUpperCase()}${plain.slice(1)})`;
  return plain.replaceAll(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`).replaceAll(' ', separator);
}

/** What is rare of a name, or else the name in each spelling: there are not too many. */
function keywordsOf(name: string): readonly string[] {
  if (!name.includes(' ')) return [name];
  const telling = tellingPart(name);
  if (telling !== undefined) return [telling];
  const [first = '', ...rest] = name.split(' ');
  return rest.reduce<readonly string[]>(withEachSeparator, [first]);
}

/** The longest part of a name that says something of the vendor. */
function tellingPart(name: string): string | undefined {
  const telling = name.split(' ').filter((part) => part.length >= SHORT && !NOUNS.has(part));
  return telling.sort((a, b) => b.length - a.length)[0];
}

/** They stand in every file. */
const NOUNS: ReadonlySet<string> = new Set([
  'access',
  'account',
  'application',
  'client',
  'private',
  'secret',
  'token',
  'security',
  'storage',
  'public',
]);

const withEachSeparator = (beginnings: readonly string[], part: string): readonly string[] =>
  beginnings.flatMap((beginning) => ['', '_', '-'].map((separator) => beginning + separator + part));
