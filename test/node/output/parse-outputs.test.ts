import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseOutputs } from '../../../src/node/output/parse-outputs.ts';

describe('where reports go', () => {
  it('is standard output as text, unless something else was asked for', () => {
    expect(parseOutputs([])).to.deep.equal([{ format: 'text' }]);
  });

  it('is a file for each format that names one', () => {
    expect(parseOutputs(['json', 'sarif=out/a=b.sarif', 'text=-x'])).to.deep.equal([
      { format: 'json' },
      { format: 'sarif', file: 'out/a=b.sarif' },
      { format: 'text', file: '-x' },
    ]);
    expect(parseOutputs(['json=-'])).to.deep.equal([{ format: 'json' }]);
  });

  it('is never one place for two reports', () => {
    expect(() => parseOutputs(['json', 'text'])).to.throw(
      'json and text both go to standard output; give one of them a file of its own: -o text=FILE',
    );
    expect(() => parseOutputs(['json=a', 'yaml=a'])).to.throw('json and yaml both go to a');
    expect(() => parseOutputs(['json', 'json=-'])).to.throw('both go to standard output');
  });

  it('is nowhere for a format that there is not', () => {
    expect(() => parseOutputs(['sraif=x']))
      .to.throw('unknown format "sraif"')
      .with.property('code', 'USAGE');
    expect(() => parseOutputs(['sraif=x'])).to.throw('did you mean "sarif"?');
    expect(() => parseOutputs([''])).to.throw('unknown format ""');
    expect(() => parseOutputs(['json='])).to.throw('-o json= names no file');
  });
});
