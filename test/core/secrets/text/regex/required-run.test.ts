import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { ownRules } from '../../../../../src/core/secrets/rules/own-rules.ts';
import { matchAll } from '../../../../../src/core/secrets/text/match-finder.ts';
import { plainLayer, toBytes } from '../../../../../src/core/secrets/text/layer.ts';
import { holdsByte } from '../../../../../src/core/secrets/text/regex/byte-set.ts';
import { parseRegex } from '../../../../../src/core/secrets/text/regex/parse-regex.ts';
import { requiredRun, type RequiredRun } from '../../../../../src/core/secrets/text/regex/required-run.ts';
import { mayHoldRun, runTestOf } from '../../../../../src/core/secrets/text/run-test.ts';
import { createWorkBudget } from '../../../../../src/core/secrets/text/work-budget.ts';
import { sampleOf, textOf } from '../../rules/support/rule-samples.ts';

const RUNS = 5000;
const budget = createWorkBudget(() => 0, 1);

function runOf(pattern: RegExp): RequiredRun | undefined {
  const node = parseRegex(pattern);
  return node && requiredRun(node);
}

describe('the run that every match of a pattern holds', () => {
  const cases: readonly (readonly [pattern: RegExp, run: string | undefined])[] = [
    [/[a-f]{12}/g, '12 of [a-f] after 0-0'],
    [/key[ =]{1,3}[a-f]{12}/g, '12 of [a-f] after 4-6'],
    [/ghp_[a-z]{12}(?![a-z])/g, '16 of [_-_a-z] after 0-0'],
    [/KEY: ([a-f]{8}-[a-f]{4}-[a-f]{4})/g, '18 of [---a-f] after 5-5'],
    [/KEY="(?:[a-f]{10}|[0-4]{12})"/g, '10 of [0-4a-f] after 5-5'],
    [/KEY: {0,3}[a-f]{12,40}[g-z]?/g, '12 of [a-f] after 4-7'],
    [/[a-f]{7}/g, undefined],
    [/[^"]{20}/g, undefined],
    [/key.*[a-f]{12}/g, undefined],
    [/(?:[a-f]{12})?/g, undefined],
  ];
  for (const [pattern, run] of cases) {
    it(`${String(pattern)}: ${run ?? 'none'}`, () => {
      expect(described(runOf(pattern))).to.equal(run);
    });
  }
});

function described(run: RequiredRun | undefined): string | undefined {
  if (run === undefined) return undefined;
  const set = run.set.map(([from, to]) => `${String.fromCharCode(from)}-${String.fromCharCode(to)}`).join('');
  return `${run.length} of [${set}] after ${run.from}-${run.to}`;
}

describe('looking for a run', () => {
  const run = runTestOf({ set: [[0x61, 0x66]], length: 8, from: 2, to: 5 });
  const cases: readonly (readonly [text: string, isThere: boolean])[] = [
    ['..abcdefab', true],
    ['.....abcdefab', true],
    ['.abcdefab.....', false],
    ['......abcdefab', false],
    ['..abcdefa', false],
    ['..ab.abcdefab', true],
    ['..abcd.abcdefab', false],
    ['..abcdefa.bcdef', false],
    ['', false],
  ];
  for (const [text, isThere] of cases) {
    it(`${text === '' ? 'nothing' : text}: ${isThere ? 'may match' : 'cannot match'}`, () => {
      expect(mayHoldRun(run, toBytes(text), 0)).to.equal(isThere);
      expect(mayHoldRun(run, toBytes(`xx${text}`), 2)).to.equal(isThere);
    });
  }
});

describe('a run that is required', () => {
  const atom = fc.constantFrom(
    'k',
    '[ab]',
    '[a-k]',
    '[^k]',
    '.',
    '(?:key|ab)',
    '(to)',
    '(?<!a)',
    '(?=b)',
    '[a-c]{8}',
    '(?:[ab]|k-){9}',
  );
  const times = fc.constantFrom('', '', '', '?', '{0,3}', '{2}', '{8}', '{9,}?');
  const term = fc.tuple(atom, times).map(([atom, times]) => `(?:${atom})${times}`);
  const pattern = fc
    .tuple(fc.array(term, { minLength: 1, maxLength: 4 }), fc.constantFrom('g', 'gi'))
    .map(([terms, flags]) => new RegExp(terms.join(''), flags));
  const text = fc.string({ unit: fc.constantFrom('a', 'ab', 'abababab', 'BAABABAB', 'k-', 'key', 'to'), maxLength: 8 });

  it('is in every match, whatever the pattern', () => {
    let found = 0;
    fc.assert(
      fc.property(pattern, text, (pattern, text) => {
        const run = runOf(pattern);
        if (run === undefined) return;
        matchAll(pattern, text, budget, (match) => {
          found++;
          const held = Array.from({ length: run.length }, (_, at) => at);
          const starts = Array.from({ length: run.to - run.from + 1 }, (_, at) => match.index + run.from + at);
          const isHeld = starts.some((start) => held.every((at) => holdsByte(run.set, text.charCodeAt(start + at))));
          expect(isHeld, String(pattern)).to.equal(true);
          expect(mayHoldRun(runTestOf(run), plainLayer(text).bytes, match.index)).to.equal(true);
        });
      }),
      { numRuns: RUNS },
    );
    expect(found).to.be.greaterThan(100);
  });

  it('is in a sample of each rule that ships', () => {
    const rules = ownRules().rules.filter(
      ({ pattern, isGeneric, path }) => pattern && !isGeneric && path === undefined,
    );
    const runs = rules.flatMap((rule) => {
      const run = rule.pattern && runOf(rule.pattern);
      if (run === undefined || rule.pattern === undefined) return [];
      const text = textOf(sampleOf(rule));
      let isThere = false;
      matchAll(rule.pattern, text, budget, (match) => {
        isThere ||= mayHoldRun(runTestOf(run), toBytes(text), match.index);
      });
      expect(isThere, rule.id).to.equal(true);
      return [run];
    });
    expect(runs.length).to.be.greaterThan(500);
  });
});
