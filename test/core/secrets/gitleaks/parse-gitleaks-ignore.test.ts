import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseGitleaksIgnore } from '../../../../src/core/secrets/gitleaks/parse-gitleaks-ignore.ts';

const COMMIT = 'd3adb33f'.repeat(5);

describe('parseGitleaksIgnore', () => {
  it('reads places, in any commit and in one', () => {
    const text = `# accepted\n\n  conf/a.env:acme:3  \n${COMMIT}:conf/a.env:acme:3\r\nconf/a.env:acme:3\n`;
    expect(parseGitleaksIgnore(text).entries).to.deep.equal(['conf/a.env:acme:3', `${COMMIT}:conf/a.env:acme:3`]);
  });

  it('reads the backslashes of Windows as those of paths', () => {
    expect(parseGitleaksIgnore('conf\\a.env:acme:3').entries).to.deep.equal(['conf/a.env:acme:3']);
  });

  it('says that entries are places, and which lines are no entries', () => {
    const { notices, entries } = parseGitleaksIgnore('conf/a.env:acme:3\nconf/a.env\na:b:c\n', 'x/.gitleaksignore');
    expect(entries).to.have.lengthOf(1);
    expect(notices).to.have.lengthOf(3);
    expect(notices[0]).to.match(/^x\/\.gitleaksignore:2: no entry/);
    expect(notices[2]).to.include('whatever stands at a place');
    expect(parseGitleaksIgnore('# nothing\n').notices).to.deep.equal([]);
  });
});
