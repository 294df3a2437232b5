import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Verdict } from '../../../src/core/evaluate/verdict.ts';
import type { FailOn } from '../../../src/core/model/decision.ts';
import { answerFault, answerVerdict, type AdmissionResponse } from '../../../webhook/admission/admission-response.ts';
import { dryRun, faulty, policy, verdict, violation, warning } from '../verdicts.ts';

const IDENTITY = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web' };

/** What Flux takes for an immutable field, as it tests it: by text, in exactly this case. */
const fluxWouldDelete = (message: string): boolean =>
  message.includes('is immutable') || message.includes('immutable field');

describe('answerVerdict', () => {
  const answer = (judged: Verdict, failOn: FailOn = 'deny'): AdmissionResponse =>
    answerVerdict('the-uid', judged, IDENTITY, { failOn, policySet: 'cafe' }).response;

  it('allows what passed', () => {
    expect(answer(verdict(3))).to.deep.equal({
      uid: 'the-uid',
      allowed: true,
      status: { code: 200 },
      auditAnnotations: { verdict: 'allow', 'verdict-id': 'f00d', 'policy-set': 'cafe' },
    });
  });
  it('allows what no policy selects, and says in the audit log that nobody checked it', () => {
    const response = answer(verdict(0));
    expect(response.allowed).to.equal(true);
    expect(response.auditAnnotations?.['verdict']).to.equal('idle');
  });
  it('denies violations with 403, a line each', () => {
    expect(answer(verdict(1, violation('a', 'one', 'two'), violation('b', 'three')))).to.deep.equal({
      uid: 'the-uid',
      allowed: false,
      status: { code: 403, reason: 'Forbidden', message: '[a] one\n[a] two\n[b] three' },
      auditAnnotations: { verdict: 'deny', 'verdict-id': 'f00d', 'policy-set': 'cafe' },
    });
  });
  it('names the constraint, where one applies the policy', () => {
    const answers = [
      { ...violation('K8sRequiredLabels', 'no owner'), constraint: 'must-have-owner' },
      { ...warning('K8sRequiredLabels', 'no team'), constraint: 'should-have-team' },
    ];
    const { status, warnings } = answer({ id: 'x', passes: 0, passed: [], answers });
    expect([status?.message, warnings]).to.deep.equal(['[must-have-owner] no owner', ['[should-have-team] no team']]);
  });
  it('says how to fix it', () => {
    const answers = [{ ...violation('a', 'bad'), policy: policy('a', 'do it well') }];
    expect(answer({ id: 'x', passes: 0, passed: [], answers }).status?.message).to.equal('[a] bad (fix: do it well)');
  });
  it('warns without denying, unless warnings are to block', () => {
    const judged = verdict(1, warning('a', 'careful'));
    expect(answer(judged)).to.deep.include({ allowed: true, warnings: ['[a] careful'] });
    expect(answer(judged, 'warn').status).to.deep.equal({ code: 403, reason: 'Forbidden', message: '[a] careful' });
  });
  it('keeps a dry run to itself', () => {
    const response = answer(verdict(0, dryRun('a', 'later')));
    expect([response.allowed, response.warnings]).to.deep.equal([true, undefined]);
  });
  it('refuses with 500 what could not be evaluated, also beside a violation', () => {
    expect(answer(verdict(5, faulty('a', 'it stopped'))).status).to.deep.equal({
      code: 500,
      reason: 'InternalError',
      message: '[a] POLICY_FAILED: it stopped',
    });
    const mixed = answer(verdict(0, violation('b', 'bad'), faulty('a', 'it stopped')));
    expect(mixed.allowed).to.equal(false);
    expect(mixed.status).to.deep.include({ code: 500, message: '[b] bad\n[a] POLICY_FAILED: it stopped' });
  });
  it('counts the lines beyond forty', () => {
    const message =
      answer(verdict(0, ...Array.from({ length: 50 }, (_, n) => violation('a', `m${n}`)))).status?.message ?? '';
    expect(message.split('\n')).to.have.length(41);
    expect(message).to.match(/… and 10 more$/);
  });
  it('cuts warnings to what the API server passes on: 256 characters each, 4096 in all', () => {
    const warnings =
      answer(verdict(0, ...Array.from({ length: 50 }, () => warning('a', '😀'.repeat(400))))).warnings ?? [];
    expect(warnings).to.have.length(16);
    expect(warnings.map((text) => [...text].length)).to.satisfy((lengths: readonly number[]) =>
      lengths.every((length) => length <= 256),
    );
    expect([...warnings.join('')].length).to.be.below(4096);
    expect(warnings[0]).to.match(/😀…$/u);
    expect(warnings.at(-1)).to.equal('… and 35 more');
  });
  it('breaks messages of several lines and shows control characters, so that one line is one violation', () => {
    expect(answer(verdict(0, violation('a', 'one\n[b] two\u001b[2J'))).status?.message).to.equal(
      '[a] one [b] two\\u001b[2J',
    );
  });

  describe('springs none of the traps of GitOps engines', () => {
    it('has no words for which Flux deletes the live object', () => {
      const words = [
        'field is immutable',
        'immutable field',
        'spec.selector: Invalid value: field is immutable',
        'IS IMMUTABLE',
      ];
      for (const text of words) {
        const message = answer(verdict(0, violation('no-immutable-field', text))).status?.message ?? '';
        expect(fluxWouldDelete(message), message).to.equal(false);
        expect(message).to.include('unchangeable');
      }
    });
    it('has none of them whatever policies say, also where text is joined', () => {
      const words = fc.array(fc.constantFrom('is', ' ', '\n', 'immutable', 'field', 'imm', 'utable', '\u200b'), {
        maxLength: 12,
      });
      fc.assert(
        fc.property(words, words, (one, two) => {
          const judged = verdict(0, violation('a', one.join('')), faulty('b', two.join('')));
          for (const failOn of ['deny', 'warn'] as const)
            expect(fluxWouldDelete(answer(judged, failOn).status?.message ?? '')).to.equal(false);
          expect(fluxWouldDelete(answer(verdict(0, violation('a', one.join('')))).status?.message ?? '')).to.equal(
            false,
          );
          expect(
            fluxWouldDelete(
              answerFault('u', two.join(''), { failOn: 'deny', policySet: '' }).response.status?.message ?? '',
            ),
          ).to.equal(false);
        }),
      );
    });
    it('is never 409, for which Argo CD retries for ever, nor 422', () => {
      const all = [
        verdict(1),
        verdict(0),
        verdict(0, violation('a', 'Conflict')),
        verdict(0, faulty('a', 'Invalid')),
        verdict(0, warning('a', 'x')),
      ];
      const codes = [
        ...all.map((judged) => answer(judged)),
        answerFault('u', 'm', { failOn: 'deny', policySet: '' }).response,
      ].map(({ status }) => status?.code);
      expect(codes).to.deep.equal([200, 200, 403, 500, 299, 500]);
    });
  });
});

describe('answerFault', () => {
  it('refuses with 500', () => {
    expect(answerFault('u', 'no\nverdict', { failOn: 'deny', policySet: 'cafe' }).response).to.deep.equal({
      uid: 'u',
      allowed: false,
      status: { code: 500, reason: 'InternalError', message: 'no verdict' },
      auditAnnotations: { verdict: 'unknown', 'policy-set': 'cafe' },
    });
  });
});
