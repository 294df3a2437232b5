import type { Allowlist, RuleSet } from '../rule.ts';
import { createMatcher } from '../text/matcher.ts';
import { type ReadyRule, readyRules } from '../text/ready-rule.ts';
import { isAboutNames } from '../text/rule-book.ts';
import { ASSIGNMENT } from './assignment.ts';
import { TOKEN_BEGINS } from './boundary.ts';
import { GAP, WORD_BEGINS } from './named-rule.ts';
import { FIRST_FRAGMENT, type RuleRow, type RuleTable, type WrittenPattern } from './rule-table.ts';

/**
 * Writes a set of rules as `readRuleTable` reads it: when the program is built. A list of the set must name its rules.
 * @throws Error when a rule holds what stands for a fragment
 */
export function writeRuleTable(set: RuleSet): RuleTable {
  const [lists, paths] = [new Lines(writeList), new Lines(writePattern)];
  const ready = readyRules(set);
  const ofSet = set.allowlists.map((list) => lists.placeOf(list));
  const rules = ready.map((one) => shorten(JSON.stringify(rowOf(one, lists, paths))));
  const matcher = createMatcher(ready);
  const { texts } = matcher.keywords;
  const calls = texts.map((_, at) =>
    matcher
      .callsOf(at)
      .map(({ place, keyword }) => `${matcher.ruleAt(place).ready.order}.${keyword}`)
      .join(' '),
  );
  return {
    count: ready.length,
    ofSet,
    rules: rules.join('\n'),
    fragments: FRAGMENTS,
    lists: lists.text,
    paths: paths.text,
    keywords: texts.join('\n'),
    calls: calls.join('\n'),
    always: matcher.always.map(({ ready: { order } }) => order),
    names: ready.filter(isAboutNames).map(({ order }) => order),
  };
}

function rowOf({ rule, allowlists, proof }: ReadyRule, lists: Lines<Allowlist>, paths: Lines<RegExp>): RuleRow {
  const { pattern, path, allowlists: own, ...rest } = rule;
  const ofSet = allowlists.slice(0, allowlists.length - (own?.length ?? 0));
  return {
    rule: rest,
    ...(pattern && { pattern: writePattern(pattern) }),
    ...(path && { path: paths.placeOf(path) }),
    ...(ofSet.length > 0 && { ofSet: ofSet.map((list) => lists.placeOf(list)) }),
    ...(own && { own: own.map((list) => lists.placeOf(list)) }),
    ...(proof !== undefined && { proof }),
  };
}

/** What several rules share has one line. */
class Lines<T> {
  readonly #lines: string[] = [];
  readonly #places = new Map<T, number>();
  readonly #write: (one: T) => unknown;

  constructor(write: (one: T) => unknown) {
    this.#write = write;
  }

  get text(): string {
    return this.#lines.join('\n');
  }

  placeOf(one: T): number {
    const place = this.#places.get(one) ?? this.#lines.push(JSON.stringify(this.#write(one))) - 1;
    this.#places.set(one, place);
    return place;
  }
}

const writePattern = ({ source, flags }: RegExp): WrittenPattern => [source, flags];

/** A `WrittenList`, of which JSON leaves out what is undefined: which rules it is about is said by the rules. */
const writeList = ({ paths, patterns, ...rest }: RuleSet['allowlists'][number]): unknown => ({
  ...rest,
  rules: undefined,
  paths: paths?.map(writePattern),
  patterns: patterns?.map(writePattern),
});

const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);

/** The longer ones first. */
const FRAGMENTS: readonly string[] = [
  ...[ASSIGNMENT, TOKEN_BEGINS, WORD_BEGINS, GAP, '(?![A-Za-z0-9_', '[A-Za-z0-9'].map(quoted),
  ...['certain', 'likely'].map((confidence) => `{"rule":{"confidence":"${confidence}","minEntropy":`),
  ...['","title":"an API key of ', '","title":"', '"],"words":[["', '"],"ofSet":[0],"proof":"', '"},"pattern":["'],
  ...['","keywords":["', ',"id":"', '","g'],
  ...Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => `[${letter.toUpperCase()}${letter}]`),
];

function shorten(text: string): string {
  if (!ASCII.test(text)) throw new Error(`a rule is no ASCII: ${text}`);
  return FRAGMENTS.reduce(
    (shorter, fragment, place) => shorter.replaceAll(fragment, String.fromCharCode(FIRST_FRAGMENT + place)),
    text,
  );
}

const ASCII = /^[\0-\x7f]*$/;
