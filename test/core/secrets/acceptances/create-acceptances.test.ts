import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { AcceptableFinding } from '../../../../src/core/secrets/acceptances/acceptable-finding.ts';
import type { AcceptanceList } from '../../../../src/core/secrets/acceptances/acceptance-list.ts';
import type { AcceptanceUse } from '../../../../src/core/secrets/acceptances/acceptance-use.ts';
import { createAcceptances } from '../../../../src/core/secrets/acceptances/create-acceptances.ts';
import type { Acceptance } from '../../../../src/core/secrets/finding.ts';

const MARK = ['sluice', 'allow'].join(':');
const TODAY = '2026-06-30';
const ENTRY = { reason: 'known', owner: 'team', expires: TODAY };
const FINDING: AcceptableFinding = { rule: 'jwt', fingerprint: 'jwt:0123456789abcdef', file: 'a.yaml', line: 2 };
const NOTHING: AcceptanceList = { ignores: [], baseline: [] };

interface Asked {
  readonly accepted: readonly (Acceptance | undefined)[];
  readonly use: AcceptanceUse;
}

function ask(
  { list = NOTHING, text = '' }: { readonly list?: Partial<AcceptanceList>; readonly text?: string },
  ...findings: readonly AcceptableFinding[]
): Asked {
  const acceptances = createAcceptances({ ...NOTHING, ...list }, TODAY, (one) => one.includes('hunter2'));
  const lines = text.split('\n');
  const accepted = findings.map((finding) => acceptances.accept(finding, (number) => lines[number - 1] ?? ''));
  return { accepted, use: acceptances.finish('a.yaml', text) };
}

const reasons = ({ accepted }: Asked): readonly (string | undefined)[] => accepted.map((one) => one?.reason);

const remarks = ({ use }: Asked): readonly string[] => use.remarks.map(({ line, kind }) => `${line} ${kind}`);

describe('a finding that nobody accepted', () => {
  it('stays one', () => {
    const asked = ask({ text: 'a\nb\n' }, FINDING);
    expect(asked.accepted).to.deep.equal([undefined]);
    expect(asked.use).to.deep.equal({ ignores: [], baseline: [], remarks: [] });
  });
});

describe('an allow comment', () => {
  it('accepts what is found on its line, for its reason', () => {
    const asked = ask({ text: `a\nb # ${MARK} jwt -- made for tests\nc` }, FINDING);
    expect(asked.accepted).to.deep.equal([{ by: 'comment', reason: 'made for tests' }]);
    expect(remarks(asked)).to.deep.equal([]);
  });

  it('accepts what is found on the next line, when nothing else stands on its own', () => {
    expect(reasons(ask({ text: `# ${MARK} jwt -- why\nb` }, FINDING))).to.deep.equal(['why']);
    expect(reasons(ask({ text: `a # ${MARK} jwt -- why\nb` }, FINDING))).to.deep.equal([undefined]);
  });

  it('accepts the block that begins on its line', () => {
    expect(reasons(ask({ text: `key: | # ${MARK} jwt -- why\n  b` }, FINDING))).to.deep.equal(['why']);
    expect(reasons(ask({ text: `- >- # ${MARK} jwt -- why\n  b` }, FINDING))).to.deep.equal(['why']);
  });

  it('accepts what ends on its line', () => {
    const text = `a\nb\nc // ${MARK} jwt -- why`;
    expect(reasons(ask({ text }, { ...FINDING, endLine: 3 }))).to.deep.equal(['why']);
  });

  it('accepts neither what is further down nor what is above', () => {
    const text = `# ${MARK} jwt -- why\na\nb\n# ${MARK} jwt -- why`;
    const asked = ask({ text }, { ...FINDING, line: 3 });
    expect(asked.accepted).to.deep.equal([undefined]);
    expect(remarks(asked)).to.deep.equal(['1 unneeded', '4 unneeded']);
  });

  it('stands above another for another rule', () => {
    const text = `# ${MARK} jwt -- first\n# ${MARK} other -- second\nx`;
    const line = 3;
    expect(reasons(ask({ text }, { ...FINDING, line }, { ...FINDING, rule: 'other', line }))).to.deep.equal([
      'first',
      'second',
    ]);
  });

  it('accepts only what it names, and everything by the word "secrets"', () => {
    expect(reasons(ask({ text: `a\nb # ${MARK} other -- why` }, FINDING))).to.deep.equal([undefined]);
    expect(reasons(ask({ text: `a\nb # ${MARK} secrets -- why` }, FINDING))).to.deep.equal(['why']);
  });

  it('without a reason or a rule accepts nothing, and is reported', () => {
    const asked = ask({ text: `a\nb # ${MARK} jwt\nc # ${MARK} -- why` }, FINDING, { ...FINDING, line: 3 });
    expect(asked.accepted).to.deep.equal([undefined, undefined]);
    expect(remarks(asked)).to.deep.equal(['2 no-reason', '3 no-rule']);
  });

  it('with a secret in its reason accepts nothing: the reason would be printed', () => {
    const asked = ask({ text: `a\nb # ${MARK} jwt -- it is hunter2` }, FINDING);
    expect(asked.accepted).to.deep.equal([undefined]);
    expect(remarks(asked)).to.deep.equal(['2 holds-secret']);
    expect(JSON.stringify(asked)).not.to.include('hunter2');
  });

  it('that no finding needs is reported, with its line', () => {
    const text = `a\nb\n\n  # ${MARK} jwt -- why\nc # ${MARK} secrets -- why\n`;
    expect(remarks(ask({ text }))).to.deep.equal(['4 unneeded', '5 unneeded']);
  });

  it('is told from text about allow comments', () => {
    expect(remarks(ask({ text: `Write # ${MARK} RULE -- reason\nor "${MARK} x"` }))).to.deep.equal([]);
  });

  it('of another scanner holds, and is reported as one without a reason', () => {
    const text = 'a # pragma: allowlist nextline secret\nb # gitleaks:allow\n';
    const asked = ask({ text }, FINDING, { ...FINDING, line: 1 });
    expect(reasons(asked)).to.deep.equal(['a comment for gitleaks, which gives no reason', undefined]);
    expect(remarks(asked)).to.deep.equal(['2 foreign']);
    expect(reasons(ask({ text: 'a # pragma: allowlist nextline secret\nb' }, FINDING))).to.deep.equal([
      'a comment for detect-secrets, which gives no reason',
    ]);
  });

  it('of an object that comes from no file is not looked for', () => {
    const { line: _, ...placeless } = FINDING;
    expect(ask({ text: `# ${MARK} jwt -- why` }, placeless).accepted).to.deep.equal([undefined]);
  });
});

describe('an ignore entry', () => {
  const fits = (ignore: object): boolean =>
    ask({ list: { ignores: [{ ...ENTRY, ...ignore }] } }, FINDING).accepted[0] !== undefined;

  it('accepts with its reason, owner and end', () => {
    const asked = ask(
      {
        list: {
          ignores: [
            { ...ENTRY, rule: 'x' },
            { ...ENTRY, rule: 'jwt' },
          ],
        },
      },
      FINDING,
    );
    expect(asked.accepted).to.deep.equal([{ by: 'ignore', ...ENTRY }]);
    expect(asked.use.ignores).to.deep.equal([1]);
  });

  it('needs all of fingerprint, rule and paths to fit, as far as they are given', () => {
    const { fingerprint, rule } = FINDING;
    expect([fits({ fingerprint }), fits({ rule }), fits({ paths: ['*.yaml'] })]).to.deep.equal([true, true, true]);
    expect(fits({ fingerprint, rule, paths: ['b/**', 'a.*'] })).to.equal(true);
    expect(fits({ fingerprint: 'jwt:fedcba9876543210', rule, paths: ['*.yaml'] })).to.equal(false);
    expect(fits({ fingerprint, rule: 'other', paths: ['*.yaml'] })).to.equal(false);
    expect(fits({ fingerprint, rule, paths: ['b/**'] })).to.equal(false);
  });

  it('holds to the end of its last day, and not longer', () => {
    expect(fits({ rule: 'jwt', expires: TODAY })).to.equal(true);
    expect(fits({ rule: 'jwt', expires: '2026-06-29' })).to.equal(false);
  });
});

describe('a baseline entry', () => {
  const entry = { ...ENTRY, fingerprint: FINDING.fingerprint, path: 'a.yaml' };

  it('accepts its secret in its file, on whatever line', () => {
    const asked = ask({ list: { baseline: [entry] } }, { ...FINDING, line: 1 }, { ...FINDING, line: 99 });
    expect(asked.accepted).to.deep.equal([
      { by: 'baseline', ...ENTRY },
      { by: 'baseline', ...ENTRY },
    ]);
    expect(asked.use.baseline).to.deep.equal(['jwt:0123456789abcdef\ta.yaml']);
  });

  it('does not accept the same secret in another file: that one is new', () => {
    expect(ask({ list: { baseline: [entry] } }, { ...FINDING, file: 'b.yaml' }).accepted).to.deep.equal([undefined]);
  });

  it('moves along with its file', () => {
    const gone = { ...entry, path: 'old.yaml', isGone: true };
    expect(reasons(ask({ list: { baseline: [gone] } }, FINDING))).to.deep.equal(['known']);
  });

  it('accepts its secret in commits, where files may have had other names', () => {
    expect(reasons(ask({ list: { baseline: [entry] } }, { ...FINDING, file: 'b', commit: 'abc' }))).to.deep.equal([
      'known',
    ]);
  });

  it('accepts no other secret in its file', () => {
    const other = { ...FINDING, fingerprint: 'jwt:fedcba9876543210' };
    expect(ask({ list: { baseline: [entry] } }, other).accepted).to.deep.equal([undefined]);
  });

  it('holds to the end of its last day, and not longer', () => {
    const list = { baseline: [{ ...entry, expires: '2026-06-29' }] };
    expect(ask({ list }, FINDING).accepted).to.deep.equal([undefined]);
  });
});

describe('what accepts a finding', () => {
  const everything = {
    ignores: [{ ...ENTRY, rule: 'jwt', reason: 'entry' }],
    baseline: [{ ...ENTRY, fingerprint: FINDING.fingerprint, path: 'a.yaml', reason: 'baseline' }],
    positions: ['a.yaml:jwt:2'],
  };

  it('is the nearest word: a comment, an ignore entry, the baseline, a position', () => {
    const text = `a\nb # ${MARK} jwt -- comment`;
    expect(reasons(ask({ list: everything, text }, FINDING))).to.deep.equal(['comment']);
    expect(reasons(ask({ list: everything }, FINDING))).to.deep.equal(['entry']);
    expect(reasons(ask({ list: { ...everything, ignores: [] } }, FINDING))).to.deep.equal(['baseline']);
    const { positions } = everything;
    expect(reasons(ask({ list: { positions } }, FINDING))).to.deep.equal([
      'listed in .gitleaksignore, which gives no reason',
    ]);
    expect(reasons(ask({ list: { positions } }, { ...FINDING, line: 3 }))).to.deep.equal([undefined]);
  });

  it('needed nothing of the others', () => {
    expect(ask({ list: everything }, FINDING).use).to.deep.include({ ignores: [0], baseline: [] });
  });

  it('is told file by file', () => {
    const acceptances = createAcceptances({ ...NOTHING, ...everything }, TODAY, () => false);
    acceptances.accept(FINDING, () => '');
    expect(acceptances.finish('a.yaml').ignores).to.deep.equal([0]);
    expect(acceptances.finish('b.yaml').ignores).to.deep.equal([]);
  });
});
