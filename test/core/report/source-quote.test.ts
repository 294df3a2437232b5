import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Result } from '../../../src/core/model/result.ts';
import { quoteSource } from '../../../src/core/report/source-quote.ts';
import { DEPLOYMENT, sampleResult } from './support/sample-report.ts';

/** The quote as two lines: the text, and the caret below it. */
function quoted(line: string, column: number, changes: Partial<Result> = {}): string | undefined {
  const result = sampleResult({ location: { file: 'a.yaml', line: 1, column }, ...changes });
  const quote = quoteSource(result, () => line);
  return quote && `${quote.text}\n${' '.repeat(quote.indent)}^`;
}

describe('quoteSource', () => {
  it('puts the caret under the column', () => {
    expect(quoted('  replicas: 1', 13)).to.equal('  replicas: 1\n            ^');
    expect(quoted('kind: Pod', 1)).to.equal('kind: Pod\n^');
  });

  it('keeps the caret in place behind tabs, wide characters and escapes', () => {
    expect(quoted('\ta: 1', 2)).to.equal('  a: 1\n  ^');
    expect(quoted('名前: x', 5)).to.equal('名前: x\n      ^');
    expect(quoted('a\u001b: x', 5)).to.equal('a\\u001b: x\n         ^');
    expect(quoted('e\u0301: x', 5)).to.equal('e\u0301: x\n   ^');
  });

  it('cuts a long line around the column', () => {
    const line = `${'a'.repeat(300)}HERE${'b'.repeat(300)}`;
    expect(quoted(line, 301)).to.equal(`…${'a'.repeat(50)}HERE${'b'.repeat(46)}…\n${' '.repeat(51)}^`);
    expect(quoted(line, 1)).to.equal(`${'a'.repeat(100)}…\n^`);
    expect(quoted(line, 604)).to.match(/^…b{100}\n/);
  });

  it('does not show half a character at a cut', () => {
    expect(quoted(`${'😀'.repeat(101)}x`, 100)).not.to.contain('\\ud');
  });

  it('makes no command of what stands on both sides of the caret', () => {
    expect(quoted('a ##[error]b', 4)).to.equal('a ## [error]b\n   ^');
  });

  it('quotes nothing where there is nothing to see', () => {
    expect(quoted('   ', 1)).to.equal(undefined);
    expect(quoteSource(sampleResult(), () => undefined)).to.equal(undefined);
    expect(quoted('{"kind":"List"'.repeat(1000), 5)).to.equal(undefined);
  });

  it('survives a column beyond the line', () => {
    expect(quoted('kind: Pod', 40)).to.equal('kind: Pod\n         ^');
  });

  describe('never shows a value that may be a secret', () => {
    const SECRET = { ...DEPLOYMENT, kind: 'Secret' };
    const HIDDEN = 'hunter2';
    const suspects: Readonly<Record<string, Partial<Result>>> = {
      'a policy about secrets': { policy: 'no-Plain-Secrets' },
      'a policy about credentials': { policy: 'credentials-in-env' },
      'a Secret': { resource: SECRET },
      'a list of Secrets': { resource: { ...SECRET, kind: 'SecretList' } },
      'a document that could not be parsed': { policy: 'sluice', rule: 'INPUT_INVALID' },
    };
    const lines: Readonly<Record<string, string | undefined>> = {
      [`  db: ${HIDDEN}`]: '  db: …',
      [`  - db: ${HIDDEN}`]: '  - db: …',
      [`  "tls.key": "${HIDDEN}"`]: '  "tls.key": …',
      [`{"data":{"db":"${HIDDEN}"}}`]: '{"data": …',
      [`  'db' : ${HIDDEN}`]: "  'db' : …",
      [HIDDEN]: undefined,
      [`    ${HIDDEN}=`]: undefined,
      [`  - ${HIDDEN}`]: undefined,
      [`postgres://admin:${HIDDEN}@db`]: undefined,
      [`"${HIDDEN}",`]: undefined,
      [`DB=${HIDDEN}`]: undefined,
    };
    for (const [what, changes] of Object.entries(suspects)) {
      it(`of ${what}`, () => {
        for (const [line, shown] of Object.entries(lines)) {
          for (const column of [1, 4, line.length, line.length + 9]) {
            expect(quoted(line, column, changes)?.split('\n')[0], line).to.equal(shown);
          }
        }
      });
    }

    it('on a line that announces one, whatever the policy and the object', () => {
      expect(quoted(`  password: ${HIDDEN}`, 3)).to.equal('  password: …\n  ^');
      expect(quoted(`  - value: ${HIDDEN}`, 12)).to.equal('  - value: …\n           ^');
      expect(quoted(`  url: https://me:${HIDDEN}@host`, 3)).to.equal('  url: …\n  ^');
      expect(quoted(`  args: [--token, ${HIDDEN}]`, 3)).to.equal('  args: …\n  ^');
      expect(quoted(`{"kind":"Pod"},{"kind":"Secret","data":{"a":"${HIDDEN}"}}`, 2)).to.equal('{"kind": …\n ^');
    });

    it('but quotes the source of a policy that does not compile', () => {
      const fault = { policy: 'sluice', rule: 'POLICY_INVALID', location: { file: 'p.rego', line: 1, column: 6 } };
      expect(quoted('deny if x', 6, fault)).to.equal('deny if x\n     ^');
    });

    it('in time that does not explode with a hostile line', () => {
      expect(quoted(`x://${':'.repeat(1_900)}`, 1)).to.be.a('string');
    });
  });
});
