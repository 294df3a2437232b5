import type { SecretRule } from '../rule.ts';
import { keywordReach } from './regex/keyword-reach.ts';
import { matchLengthOf } from './regex/match-length.ts';
import { parseRegex } from './regex/parse-regex.ts';
import { partsOf } from './regex/parts-of.ts';
import type { RegexNode, RegexRepeat } from './regex/regex-node.ts';

/** What is wrong with a rule before it has searched anything. */
export const RULE_FAULTS = {
  'not-global': 'the pattern needs the flag g',
  'unknown-syntax': 'the pattern has syntax that is not understood here, so nothing can be said of its cost',
  'nested-repeat':
    'a repeat without bound repeats another one: some text would be searched for hours; give the inner one a bound',
  backreference: 'a reference to a group that may be long: repeat its pattern instead',
  'keyword-case': 'keywords are compared with text in lower case: write them so',
  'keyword-empty': 'an empty keyword stands everywhere',
  'keyword-missed': 'the pattern matches text that holds none of the keywords, and is not tried on it',
} as const;
export type RuleFaultCode = keyof typeof RULE_FAULTS;

export interface RuleFault {
  readonly code: RuleFaultCode;
  /** For people, with what it is about. */
  readonly message: string;
  /** Where in the pattern's source, from 0. */
  readonly at?: number;
}

/** Looks for mistakes in a rule that cost time, or findings. None: the rule is sound, as far as its pattern can be proved to be. */
export function lintRule(rule: SecretRule): readonly RuleFault[] {
  return [...lintKeywords(rule), ...lintPattern(rule)];
}

function* lintKeywords({ keywords }: SecretRule): Generator<RuleFault> {
  for (const keyword of keywords) {
    if (keyword === '') yield fault('keyword-empty');
    if (keyword !== keyword.toLowerCase()) yield fault('keyword-case', keyword);
  }
}

function* lintPattern({ pattern, keywords }: SecretRule): Generator<RuleFault> {
  if (pattern === undefined) return;
  if (!pattern.global) yield fault('not-global');
  const node = parseRegex(pattern);
  if (node === undefined) {
    yield fault('unknown-syntax');
    return;
  }
  yield* lintNode(node, pattern.source);
  if (
    keywords.length > 0 &&
    keywordReach(
      node,
      keywords.map((keyword) => keyword.toLowerCase()),
    ) === undefined
  ) {
    yield fault('keyword-missed', keywords.join(', '));
  }
}

function* lintNode(node: RegexNode, source: string): Generator<RuleFault> {
  if (node.kind === 'repeat' && node.max === Infinity && holdsUnbounded(node.body)) yield nestedRepeat(node, source);
  if (node.kind === 'backreference' && matchLengthOf(node.body).max > LONGEST_REFERENCE) {
    yield { ...fault('backreference', source.slice(node.at, node.at + SHOWN)), at: node.at };
  }
  for (const part of partsOf(node)) yield* lintNode(part, source);
}

/** A quote that ends as it began is one character. */
const LONGEST_REFERENCE = 8;
const SHOWN = 40;

const nestedRepeat = ({ at, end }: RegexRepeat, source: string): RuleFault => ({
  ...fault('nested-repeat', source.slice(at, Math.min(end, at + SHOWN))),
  at,
});

const holdsUnbounded = (node: RegexNode): boolean =>
  (node.kind === 'repeat' && node.max === Infinity) || partsOf(node).some(holdsUnbounded);

const fault = (code: RuleFaultCode, about?: string): RuleFault => ({
  code,
  message: about === undefined ? RULE_FAULTS[code] : `${RULE_FAULTS[code]}: ${about}`,
});
