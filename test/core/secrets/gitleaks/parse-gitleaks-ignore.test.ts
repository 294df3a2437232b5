import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseGitleaksIgnore } from '../../../../src/core/secrets/gitleaks/parse-gitleaks-ignore.ts';

const COMMIT = 'd3adb33f'.repeat(5);
const FINDING = { file: 'conf/a.env', rule: 'acme', line: 3 };

describe('parseGitleaksIgnore', () => {
  it('accepts a place in any commit', () => {
    const { entryFor } = parseGitleaksIgnore('# accepted\n\n  conf/a.env:acme:3  \n');
    expect(entryFor(FINDING)).to.equal('conf/a.env:acme:3');
    expect(entryFor({ ...FINDING, commit: COMMIT })).to.equal('conf/a.env:acme:3');
    for (const other of [{ line: 4 }, { rule: 'other' }, { file: 'a.env' }])
      expect(entryFor({ ...FINDING, ...other })).to.equal(undefined);
  });

  it('accepts a place in one commit', () => {
    const { entryFor } = parseGitleaksIgnore(`${COMMIT}:conf/a.env:acme:3\r\n`);
    expect(entryFor({ ...FINDING, commit: COMMIT })).to.equal(`${COMMIT}:conf/a.env:acme:3`);
    expect(entryFor(FINDING)).to.equal(undefined);
    expect(entryFor({ ...FINDING, commit: 'feed'.repeat(10) })).to.equal(undefined);
  });

  it('reads the backslashes of Windows as those of paths', () => {
    expect(parseGitleaksIgnore('conf\\a.env:acme:3').entryFor(FINDING)).to.equal('conf/a.env:acme:3');
  });

  it('says that entries are places, and which lines are no entries', () => {
    const { notices, size } = parseGitleaksIgnore('conf/a.env:acme:3\nconf/a.env\na:b:c\n', 'x/.gitleaksignore');
    expect(size).to.equal(1);
    expect(notices).to.have.lengthOf(3);
    expect(notices[0]).to.match(/^x\/\.gitleaksignore:2: no entry/);
    expect(notices[2]).to.include('whatever stands at a place');
    expect(parseGitleaksIgnore('# nothing\n').notices).to.deep.equal([]);
  });
});
