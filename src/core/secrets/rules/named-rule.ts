import type { Confidence, SecretRule } from '../rule.ts';
import { ASSIGNMENT } from './assignment.ts';
import { tokenEnds } from './boundary.ts';

/** A kind of secret without a form of its own: what it is called says what it is. */
export interface NamedKind {
  readonly id: string;
  readonly title: string;
  /** Words that name the vendor, lower case; a space stands for any separator or none: `new relic`. */
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
  const name = [oneOf(vendor.map(boundedWord)), ...(thing === undefined ? [] : [oneOf(thing.map(anyCase))])].join(GAP);
  return {
    confidence: 'likely',
    minEntropy: 2.8,
    ...kind,
    keywords: vendor.flatMap(keywordsOf),
    pattern: new RegExp(`${name}${ASSIGNMENT}(${value.source})${tokenEnds(value)}`, `g${value.flags}`),
  };
}

/** Between a vendor and what is the vendor's: the rest of a name, or the way into a nested object. */
const GAP = String.raw`[\w\s.:"'{}()[\],=>/@-]{0,40}?`;

const oneOf = (patterns: readonly string[]): string => `(?:${patterns.join('|')})`;

/** In upper and lower case; not by the flag `i`, for the case of a value may tell it from something else. */
const anyCase = (words: string): string =>
  words.replaceAll(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`).replaceAll(' ', String.raw`[ _.-]?`);

const SHORT = 5;

/** Short words occur within others. */
const boundedWord = (words: string): string => `${words.length < SHORT ? '(?<![A-Za-z])' : ''}${anyCase(words)}`;

/** The longest part of a name, or when that is short the name with each separator. */
function keywordsOf(words: string): readonly string[] {
  const parts = words.split(' ');
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best));
  if (longest.length >= SHORT) return [longest];
  return parts
    .slice(1)
    .reduce((names, part) => names.flatMap((name) => SEPARATORS.map((sign) => name + sign + part)), parts.slice(0, 1));
}

const SEPARATORS = ['', '_', '-', '.', ' '] as const;
