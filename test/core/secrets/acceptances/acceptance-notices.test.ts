import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { AcceptanceList } from '../../../../src/core/secrets/acceptances/acceptance-list.ts';
import { acceptanceNotices, type Coverage } from '../../../../src/core/secrets/acceptances/acceptance-notices.ts';
import { mergeUses, NO_USE, type AcceptanceUse } from '../../../../src/core/secrets/acceptances/acceptance-use.ts';

const TODAY = '2026-06-30';
const HOLDING = { reason: 'known', owner: 'team', expires: TODAY };
const EXPIRED = { ...HOLDING, expires: '2026-06-29' };
const WHOLE: Coverage = { isWhole: true, files: new Set(), today: TODAY };
const PART: Coverage = { isWhole: false, files: new Set(['a.yaml']), today: TODAY };
const KEY = 'jwt:0123456789abcdef';

const notices = (list: Partial<AcceptanceList>, use: Partial<AcceptanceUse>, coverage: Coverage): readonly string[] =>
  acceptanceNotices({ ignores: [], baseline: [], ...list }, { ...NO_USE, ...use }, coverage);

describe('a run', () => {
  const ignores = [
    { ...HOLDING, rule: 'jwt', paths: ['a/**', 'b'] },
    { ...HOLDING, fingerprint: KEY },
  ];
  const baseline = ['a.yaml', 'b.yaml'].map((path) => ({ ...HOLDING, fingerprint: KEY, path }));

  it('over everything reports the entries that it did not need', () => {
    expect(notices({ ignores, baseline }, { ignores: [1], baseline: [`${KEY}\ta.yaml`] }, WHOLE)).to.deep.equal([
      'secrets.ignores[0] (jwt in a/** b) accepts nothing that is there; take it out',
      `1 entry of the baseline (${KEY} in b.yaml) accepts nothing that is there; "sluice baseline --prune" takes it out`,
    ]);
  });

  it('over a part says nothing about what the rest may need', () => {
    expect(notices({ ignores, baseline }, {}, PART)).to.deep.equal([
      `1 entry of the baseline (${KEY} in a.yaml) accepts nothing that is there; "sluice baseline --prune" takes it out`,
    ]);
    expect(notices({ ignores, baseline }, {}, { ...PART, files: new Set() })).to.deep.equal([]);
  });

  it('over anything reports what expired, and does not call it unneeded, too', () => {
    const list = {
      ignores: [{ ...EXPIRED, rule: 'jwt' }],
      baseline: [{ ...EXPIRED, fingerprint: KEY, path: 'a.yaml' }],
    };
    for (const coverage of [WHOLE, PART]) {
      expect(notices(list, {}, coverage)).to.deep.equal([
        'secrets.ignores[0] (jwt: known) expired on 2026-06-29 and no longer holds; ask team',
        `1 entry of the baseline (${KEY} in a.yaml) expired and no longer holds; ask team`,
      ]);
    }
  });

  it('takes an entry that was prolonged on another branch for prolonged', () => {
    const entry = { fingerprint: KEY, path: 'c.yaml' };
    expect(
      notices(
        {
          baseline: [
            { ...EXPIRED, ...entry },
            { ...HOLDING, ...entry },
          ],
        },
        {},
        PART,
      ),
    ).to.deep.equal([]);
  });

  it('counts what it does not name', () => {
    const many = Array.from({ length: 7 }, (_, index) => ({ ...HOLDING, fingerprint: KEY, path: `${index}.yaml` }));
    const [notice] = notices({ baseline: many }, {}, WHOLE);
    expect(notice).to.match(/^7 entries of the baseline \(.* in 0\.yaml, .* in 4\.yaml and 2 more\) accept nothing/);
  });

  it('says what comments lack, each kind once', () => {
    const remark = (line: number, kind: 'no-reason' | 'unneeded'): AcceptanceUse => ({
      ...NO_USE,
      remarks: [{ file: 'a.yaml', line, kind }],
    });
    const use = mergeUses([
      remark(1, 'unneeded'),
      remark(2, 'no-reason'),
      remark(9, 'unneeded'),
      remark(9, 'unneeded'),
    ]);
    expect(notices({}, use, PART)).to.deep.equal([
      `allow comments without a reason allow nothing; write "${['sluice', 'allow'].join(':')} RULE -- reason": a.yaml:2`,
      'allow comments that nothing needs; take them out: a.yaml:1, a.yaml:9',
    ]);
  });
});
