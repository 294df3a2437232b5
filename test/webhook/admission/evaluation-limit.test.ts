import { expect } from 'chai';
import { describe, it } from 'mocha';
import { evaluationLimit } from '../../../webhook/admission/evaluation-limit.ts';

describe('evaluationLimit', () => {
  const cases: readonly (readonly [timeout: unknown, limit: number])[] = [
    ['10s', 9000],
    ['1s', 800],
    ['500ms', 300],
    ['1.5s', 1300],
    ['1m', 30_000],
    ['999999m', 30_000],
    ['10ms', 50],
  ];
  for (const [timeout, limit] of cases) {
    it(`answers before ${String(timeout)} are over, in ${limit} ms`, () => {
      expect(evaluationLimit(timeout, 7)).to.equal(limit);
    });
  }
  for (const timeout of [undefined, '', '10', 'ten', '-1s', '1h', '10s ', ['1s', '2s'], { s: 1 }]) {
    it(`does not understand ${JSON.stringify(timeout)}, and takes its own limit`, () => {
      expect(evaluationLimit(timeout, 7)).to.equal(7);
    });
  }
});
