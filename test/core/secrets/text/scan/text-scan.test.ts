import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { findBase64AndHex } from '../../../../../src/core/secrets/text/find-base64-and-hex.ts';
import { toBytes } from '../../../../../src/core/secrets/text/layer.ts';
import { createMatcher, type MatchedRule, type WholeMatcher } from '../../../../../src/core/secrets/text/matcher.ts';
import type { NearPlan } from '../../../../../src/core/secrets/text/rule-plan.ts';
import { readyRules } from '../../../../../src/core/secrets/text/ready-rule.ts';
import { createTextScan, type TextScan } from '../../../../../src/core/secrets/text/scan/text-scan.ts';
import { rule, setOf } from '../support/scanner-of.ts';

const SCANS = 300;
const MUCH_TEXT = 'a'.repeat(32_769);

/** One rule for each keyword, which is its name. */
const matcherOf = (keywords: readonly string[]): WholeMatcher =>
  createMatcher(readyRules(setOf(keywords.map((id) => rule({ id, pattern: /[^]/g, keywords: [id] })))));

interface Scanned {
  readonly scan: TextScan;
  readonly matcher: WholeMatcher;
}

function scanOf(matcher: WholeMatcher): Scanned {
  const scan = createTextScan(matcher);
  if (scan === undefined) throw new Error('too many keywords');
  return { scan, matcher };
}

/** What is told of a text: places of calls, or of beginnings. */
function told(
  { scan, matcher }: Scanned,
  text: string,
  answer: (rule: MatchedRule) => void = () => {},
): readonly string[] {
  const places: string[] = [];
  const note = (place: number, what: string): boolean => {
    const rule = matcher.ruleAt(place);
    answer(rule);
    return places.push(`${rule.ready.rule.id} ${what}`) > 0;
  };
  scan.find(toBytes(text), {
    onScanned: () => true,
    onCall: ({ place }, end) => note(place, `ends ${end}`),
    onBegin: (place, begin) => note(place, `begins ${begin}`),
  });
  return places;
}

function calledByTables({ keywords }: WholeMatcher, text: string): readonly string[] {
  const places: string[] = [];
  keywords.find(toBytes(text), (keyword, end) => places.push(`${keywords.texts[keyword]} ends ${end}`) > 0);
  return places;
}

const sorted = (places: readonly string[]): readonly string[] => [...places].sort();

describe('a scan of texts', () => {
  it('finds the keywords that tables find, in one text after the other', () => {
    const keyword = fc.string({ unit: fc.constantFrom('a', 'b', '_', '0'), minLength: 1, maxLength: 9 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'B', '_', '0', '\n', ' '), maxLength: 60 });
    fc.assert(
      fc.property(fc.uniqueArray(keyword, { minLength: 1, maxLength: 8 }), text, text, (keywords, one, other) => {
        const matcher = matcherOf(keywords);
        const scan = scanOf(matcher);
        for (const text of [one, other, one]) {
          expect(sorted(told(scan, text))).to.deep.equal(sorted(calledByTables(matcher, text)));
        }
      }),
      { numRuns: SCANS },
    );
  });

  it('tells all of a text that calls more often than there is room for at once', () => {
    const matcher = matcherOf(['aa', 'aaa', 'aaaaa']);
    expect(told(scanOf(matcher), 'a'.repeat(70_000))).to.have.length(3 * 70_000 - 7);
  });

  it('tells no more of a rule that is silenced, up to the next text', () => {
    const matcher = matcherOf(['key']);
    const scanned = scanOf(matcher);
    for (let i = 0; i < 2; i++)
      expect(told(scanned, 'key key key', ({ place }) => scanned.scan.silence(place))).to.deep.equal(['key ends 3']);
  });

  it('tells where a rule may begin, once it knows: by the first byte, the run and the way that a match begins', () => {
    const pattern = /key[a-z]{0,5} ?= ?[0-9a-f]{16}/g;
    const matcher = createMatcher(readyRules(setOf([rule({ id: 'test', pattern, keywords: ['key'] })])));
    const scanned = scanOf(matcher);
    const know = (rule: MatchedRule): void => scanned.scan.tellBegins(rule.place, nearPlanOf(rule));
    expect(told(scanned, 'key key', know)).to.deep.equal(['test ends 3']);
    const run = '0123456789abcdef';
    expect(told(scanned, `key ${run} KEY=${run} key(${run} keys = ${run}`)).to.deep.equal([
      'test begins 0',
      'test begins 42',
      'test begins 63',
    ]);
    for (const rule of matcher.rules) scanned.scan.tellFewer(rule);
    expect(told(scanned, `key ${run} KEY=${run} key(${run} keys = ${run}`)).to.deep.equal(['test begins 63']);
  });

  it('leaves out no run of base64 or hex that decodes to something readable', () => {
    const { scan } = scanOf(matcherOf(['key']));
    const word = fc.string({ unit: fc.constantFrom('a', 'Z', ' ', '\n', '\0', 'é'), minLength: 10, maxLength: 40 });
    const encoded = fc.oneof(
      word.map((text) => Buffer.from(text, 'utf8').toString('base64')),
      word.map((text) => Buffer.from(text, 'utf16le').toString('base64url')),
      word.map((text) => Buffer.from(text, 'latin1').toString('hex')),
      fc.string({ unit: fc.constantFrom('a', '/', 'Q', '0', '-', '_', '+', '=', '.', '\\n', '\\'), maxLength: 40 }),
    );
    fc.assert(
      fc.property(
        fc.array(encoded, { maxLength: 5 }),
        fc.constantFrom('', ' ', '/', '\\n', '/a/'),
        (parts, between) => {
          const text = parts.join(between);
          const [layer, stretch] = [
            { text, bytes: toBytes(text) },
            { start: 0, end: text.length },
          ];
          expect(findBase64AndHex(layer, stretch, scan)).to.deep.equal(findBase64AndHex(layer, stretch));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

function nearPlanOf(rule: MatchedRule): NearPlan {
  const plan = rule.planFor(MUCH_TEXT);
  if (plan.kind !== 'near') throw new Error(plan.kind);
  return plan;
}
