import { expect } from 'chai';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { anyReport } from '../support/arbitrary-report.ts';
import { azureCommands } from '../support/parse-commands.ts';
import { MIXED, NOTHING, output, sampleReport, sampleResult } from '../support/sample-report.ts';

describe('azure', () => {
  it('is one issue a finding, then one line that says what was evaluated', () => {
    expect(output('azure', sampleReport(MIXED, { notices: ['a note'] }))).to.equal(
      [
        '##vso[task.logissue type=error;sourcepath=broken.yaml;linenumber=7;columnnumber=5;code=sluice/INPUT_INVALID]the document is not valid YAML',
        '##vso[task.logissue type=error;sourcepath=deploy/web.yaml;linenumber=4;columnnumber=3;code=required-labels/violation]label "owner" is missing%0Aobject: Deployment shop/web%0Afix: add metadata.labels.owner%0Averdict: fedcba987654',
        '##vso[task.logissue type=warning;sourcepath=deploy/web.yaml;linenumber=4;columnnumber=3;code=image-tag/warn]the tag moves%0Aobject: Deployment shop/web',
        'sluice: note: a note',
        'sluice: no verdict: 1 could not be evaluated; this is not a pass (31 pass, 1 fail, 1 warn, 1 error, 1 skip; 3 files, 5 documents, 4 resources, 8 policies)',
        '',
      ].join('\n'),
    );
  });

  it('escapes messages and properties', () => {
    const result = sampleResult({
      message: '100%0A ##vso[task.complete result=Succeeded]',
      location: { file: 'a];b%.yaml', line: 1, column: 1 },
    });
    const [command, ...others] = azureCommands(output('azure', sampleReport([result])));
    expect(others).to.deep.equal([]);
    expect(command?.properties['sourcepath']).to.equal('a];b%.yaml');
    expect(command?.data).to.match(/^100%0A ## vso\[task\.complete result=Succeeded\]\n/);
  });

  it('is an error without a file when nothing was evaluated', () => {
    const [command] = azureCommands(output('azure', NOTHING));
    expect(command?.properties).to.deep.equal({ type: 'error', code: 'sluice/NOTHING_EVALUATED' });
    expect(command?.data).to.contain('nothing was evaluated');
  });

  it('gives the agent exactly one command for each finding of any report', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const { fail, error, warn, pass, skip } = report.summary;
        const nothing = fail + error + warn + pass + skip === 0 ? 1 : 0;
        const types = azureCommands(output('azure', report)).map(({ properties }) => properties['type']);
        expect(types.filter((type) => type === 'error')).to.have.lengthOf(fail + error + nothing);
        expect(types).to.have.lengthOf(fail + error + nothing + warn);
      }),
    );
  });
});
