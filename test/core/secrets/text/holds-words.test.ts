import { expect } from 'chai';
import { describe, it } from 'mocha';
import { holdsWords } from '../../../../src/core/secrets/text/holds-words.ts';

describe('words that a text must hold', () => {
  const words = [['new york times', 'nytimes'], ['token']];

  for (const text of [
    'nytimes_token',
    'new york times: token',
    'newyorktimes token',
    'new_york-times.token',
    'token of newyork.times',
    'new york, but new york times; token',
  ])
    it(`are in ${text}`, () => {
      expect(holdsWords(text, words)).to.equal(true);
    });

  for (const text of [
    '',
    'times token',
    'nytimes',
    'new  york times token',
    'york times token',
    'new york time',
    'nytimes toke',
  ])
    it(`are not in ${text === '' ? 'nothing' : text}`, () => {
      expect(holdsWords(text, words)).to.equal(false);
    });
});
