import { expect } from 'chai';
import { describe, it } from 'mocha';
import { acceptFindings } from '../../../src/core/evaluate/accept-findings.ts';
import type { Ruling } from '../../../src/core/evaluate/verdict.ts';
import type { SecretFact } from '../../../src/core/secrets/finding.ts';

const fact = (fingerprint: string, changes: Partial<SecretFact> = {}): SecretFact => ({
  rule: 'token',
  title: 'a token',
  confidence: 'certain',
  preview: '…(8)',
  fingerprint,
  entropy: 3,
  decoded: [],
  file: 'a.yaml',
  ...changes,
});

const ruling = (...fingerprints: readonly [string, ...string[]]): Ruling => {
  const [first, ...rest] = fingerprints.map((fingerprint) => ({ message: 'a token', details: { fingerprint } }));
  if (first === undefined) throw new Error('a ruling has violations');
  return { kind: 'violations', violations: [first, ...rest] };
};

const accepted = { by: 'ignore', reason: 'a test key', owner: 'ann', expires: '2027-01-31' } as const;

const acceptedBy = (given: Ruling): readonly (string | undefined)[] =>
  given.kind === 'violations' ? given.violations.map((violation) => violation.acceptedBy) : [];

describe('acceptFindings', () => {
  it('marks the violations whose finding is accepted, and no others', () => {
    const secrets = [fact('token:a', { accepted }), fact('token:b')];
    expect(acceptedBy(acceptFindings(ruling('token:a', 'token:b'), { secrets }))).to.deep.equal([
      'a test key (ann, until 2027-01-31)',
      undefined,
    ]);
  });

  it('says no more of an acceptance than it knows', () => {
    const secrets = [fact('token:a', { accepted: { by: 'comment', reason: 'a test key' } })];
    expect(acceptedBy(acceptFindings(ruling('token:a'), { secrets }))).to.deep.equal(['a test key']);
  });

  it('accepts nothing where the same secret stands in a second place that nobody accepted', () => {
    const secrets = [fact('token:a', { accepted }), fact('token:a', { file: 'b.yaml' })];
    expect(acceptedBy(acceptFindings(ruling('token:a'), { secrets }))).to.deep.equal([undefined]);
  });

  it('leaves faults, and violations that name no finding, as they are', () => {
    const fault: Ruling = { kind: 'fault', code: 'POLICY_FAILED', message: 'stopped' };
    const secrets = [fact('token:a', { accepted })];
    expect(acceptFindings(fault, { secrets })).to.equal(fault);
    const silent: Ruling = { kind: 'violations', violations: [{ message: 'a token' }] };
    expect(acceptedBy(acceptFindings(silent, { secrets }))).to.deep.equal([undefined]);
  });
});
