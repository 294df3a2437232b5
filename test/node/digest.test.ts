import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { sha256, sha256Of } from '../../src/node/digest.ts';

const byNode = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('sha256', () => {
  it('says the same before and after it has loaded Node’s own', () => {
    const text = 'ü'.repeat(300);
    for (let round = 0; round < 30; round++) expect(sha256(text)).to.equal(byNode(text));
  });
});

describe('sha256Of', () => {
  it('tells texts apart that are the same one after the other', () => {
    expect(sha256Of(['ab', 'c'])).to.not.equal(sha256Of(['a', 'bc']));
  });
});
