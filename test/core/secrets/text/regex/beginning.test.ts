import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { ownRules } from '../../../../../src/core/secrets/rules/own-rules.ts';
import {
  type Beginning,
  beginningOf,
  DEAD,
  FIRST_STATE,
  MAYBE,
  MOST_CLASSES,
} from '../../../../../src/core/secrets/text/regex/beginning.ts';
import { parseRegex } from '../../../../../src/core/secrets/text/regex/parse-regex.ts';
import { sampleOf, textOf } from '../../rules/support/rule-samples.ts';

function beginningOfPattern(pattern: RegExp): Beginning | undefined {
  const node = parseRegex(pattern);
  return node && beginningOf(node);
}

/** Whether a match may begin at a place. */
function mayBegin({ skip, classes, rows }: Beginning, text: string, at: number): boolean {
  let state = FIRST_STATE;
  for (let i = at + skip; i < text.length && state > MAYBE; i++) {
    state = rows[state * MOST_CLASSES + (classes[text.charCodeAt(i)] ?? 0)] ?? DEAD;
  }
  return state !== DEAD;
}

const placesOf = (pattern: RegExp, text: string): readonly number[] => {
  const beginning = beginningOfPattern(pattern);
  return [...text].flatMap((_, at) => (beginning === undefined || mayBegin(beginning, text, at) ? [at] : []));
};

describe('how the matches of a pattern may begin', () => {
  it('is known by what follows the first part', () => {
    expect(placesOf(/key[a-z]* ?=/g, 'key= key, keys = kex=')).to.deep.equal([0, 10, 20]); // At the end of the text anything may come.
  });

  it('says nothing of a pattern of one part, or whose first part is long or may be empty', () => {
    for (const pattern of [/k/, /(?:key)?=/, /[a-z]{1,40}=/])
      expect(beginningOfPattern(pattern), String(pattern)).to.equal(undefined);
  });

  it('leaves out no place where a match begins', () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      'key',
      '[ab]',
      '[^k]',
      '.',
      String.raw`\b`,
      '(?<!a)',
      '(?=b)',
      '(?:key|b)',
      '(to)',
      '$',
      '(a)\\1',
      '(?:a?b?)',
    );
    const quantifier = fc.constantFrom('', '', '', '?', '{0,3}', '{1,2}?', '*', '+?', '{2}', '{0}');
    const term = fc.tuple(atom, quantifier).map(([atom, times]) => `(?:${atom})${times}`);
    const pattern = fc
      .tuple(
        fc.constantFrom('key', '(?:key|ab)', '[ab]{1,3}'),
        fc.array(term, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('y', 'iy', 'my'),
      )
      .map(([first, terms, flags]) => new RegExp(first + terms.join(''), flags));
    const text = fc.string({ unit: fc.constantFrom('key', 'KEY', 'a', 'b', 'k', 't', 'o', ' ', '\n'), maxLength: 30 });
    fc.assert(
      fc.property(pattern, text, (pattern, text) => {
        const places = placesOf(pattern, text);
        const begins = [...text].flatMap((_, at) => {
          pattern.lastIndex = at;
          return pattern.test(text) ? [at] : [];
        });
        expect(begins.filter((at) => !places.includes(at))).to.deep.equal([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('leaves out no match of the rules that ship', () => {
    for (const rule of ownRules().rules.filter(
      ({ pattern, path, isGeneric = false }) => pattern !== undefined && path === undefined && !isGeneric,
    )) {
      const text = textOf(sampleOf(rule));
      const places = placesOf(rule.pattern ?? /(?!)/, text);
      for (const { index } of text.matchAll(rule.pattern ?? /(?!)/g)) expect(places, rule.id).to.include(index);
    }
  });
});
