import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { sha256Hex } from '../../src/core/sha256.ts';

const byNode = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('sha256Hex', () => {
  it('is the digest that Node gives, for every length around the ends of blocks', () => {
    for (let length = 0; length <= 260; length++) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 7 + length) % 256);
      expect(sha256Hex(bytes), `${length} bytes`).to.equal(byNode(bytes));
    }
  });

  it('is the digest that Node gives for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => sha256Hex(bytes) === byNode(bytes)),
      { numRuns: 100 },
    );
  });
});
