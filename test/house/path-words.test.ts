import { expect } from 'chai';
import { describe, it } from 'mocha';
import { PATH_WORDS } from '../../src/core/secrets/rules/files/path-words.ts';
import { pathWords } from './support/path-words.ts';

describe('src/core/secrets/rules/files/path-words.ts', () => {
  it('holds what the patterns for paths imply: node scripts/write-path-words.mjs writes it', () => {
    expect([...PATH_WORDS]).to.deep.equal([...pathWords()]);
    expect(PATH_WORDS.size).to.be.at.least(80);
  });
});
