import { expect } from 'chai';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { anyReport } from '../support/arbitrary-report.ts';
import { githubCommands } from '../support/parse-commands.ts';
import { MIXED, NOTHING, output, sampleReport, sampleResult } from '../support/sample-report.ts';

describe('github', () => {
  it('is one annotation a finding, then one line that says what was evaluated', () => {
    expect(output('github', sampleReport(MIXED, { notices: ['a note'] }))).to.equal(
      [
        '::error file=broken.yaml,line=7,col=5,title=sluice/INPUT_INVALID::the document is not valid YAML',
        '::error file=deploy/web.yaml,line=4,col=3,title=required-labels/violation Deployment shop/web::label "owner" is missing%0Aobject: Deployment shop/web%0Afix: add metadata.labels.owner%0Averdict: fedcba987654',
        '::warning file=deploy/web.yaml,line=4,col=3,title=image-tag/warn Deployment shop/web::the tag moves%0Aobject: Deployment shop/web',
        '::notice title=sluice::a note',
        'sluice: no verdict: 1 could not be evaluated; this is not a pass (31 pass, 1 fail, 1 warn, 1 error, 1 skip; 3 files, 5 documents, 4 resources, 8 policies)',
        '',
      ].join('\n'),
    );
  });

  it('escapes messages and properties', () => {
    const result = sampleResult({
      message: '100%\r\n::x::y',
      rule: 'a,b:c',
      location: { file: 'c:/50%,x.yaml', line: 1, column: 1 },
    });
    const text = output('github', sampleReport([result]));
    expect(text).to.contain(
      'file=c%3A/50%25%2Cx.yaml,line=1,col=1,title=required-labels/a%2Cb%3Ac Deployment shop/web::100%25%0A::x::y%0A',
    );
    const [command] = githubCommands(text);
    expect(command?.properties['file']).to.equal('c:/50%,x.yaml');
    expect(command?.data).to.match(/^100%\n::x::y\n/);
  });

  it('is an error without a file when nothing was evaluated', () => {
    const [command, ...others] = githubCommands(output('github', NOTHING));
    expect(others).to.deep.equal([]);
    expect(command?.name).to.equal('error');
    expect(command?.properties).to.deep.equal({ title: 'sluice/NOTHING_EVALUATED' });
    expect(command?.data).to.contain('nothing was evaluated');
  });

  it('annotates standard input without a file', () => {
    const [command] = githubCommands(
      output('github', sampleReport([sampleResult({ location: { file: '-', line: 3, column: 1 } })])),
    );
    expect(command?.properties).to.not.have.property('file');
  });

  it('gives the runner exactly one command for each finding and notice of any report', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const { fail, error, warn, pass, skip } = report.summary;
        const commands = githubCommands(output('github', report)).map(({ name }) => name);
        const nothing = fail + error + warn + pass + skip === 0 ? 1 : 0;
        expect(commands.filter((name) => name === 'error')).to.have.lengthOf(fail + error + nothing);
        expect(commands.filter((name) => name === 'warning')).to.have.lengthOf(warn);
        expect(commands.filter((name) => name === 'notice')).to.have.lengthOf(report.notices.length);
        expect(commands).to.have.lengthOf(fail + error + nothing + warn + report.notices.length);
      }),
    );
  });
});
