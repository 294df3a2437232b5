import { expect } from 'chai';
import { describe, it } from 'mocha';
import { planChecks, readsImages, readsSecrets, type Plan } from '../../../src/core/evaluate/plan-checks.ts';
import type { EnforcementPoint } from '../../../src/core/model/enforcement.ts';
import type { Policy } from '../../../src/core/model/policy.ts';
import { documentPolicy } from './support/document-policy.ts';

const policy = (changes: Partial<Policy>): Policy => documentPolicy({ input: 'review', points: ['ci'], ...changes });
const plan = (changes: Partial<Policy>, point: EnforcementPoint = 'ci'): Plan =>
  planChecks([policy({ name: 'plain' }), policy(changes)], [], [], point);

describe('what a plan reads', () => {
  it('is what one of the policies reads that are asked', () => {
    expect([readsSecrets, readsImages].map((reads) => reads(plan({})))).to.deep.equal([false, false]);
    expect([readsSecrets, readsImages].map((reads) => reads(plan({ readsSecrets: true })))).to.deep.equal([
      true,
      false,
    ]);
    expect([readsSecrets, readsImages].map((reads) => reads(plan({ readsImages: true })))).to.deep.equal([false, true]);
  });

  it('is nothing where the policy is not asked: no registry is asked for it', () => {
    expect(readsImages(plan({ readsImages: true }, 'commit'))).to.equal(false);
  });
});
