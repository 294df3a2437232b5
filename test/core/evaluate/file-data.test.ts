import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createFileData } from '../../../src/core/evaluate/file-data.ts';

const FILE = { name: 'a "b".yaml', dir: '/srv/repo' };

const withFile = (data: object): unknown => JSON.parse(createFileData(JSON.stringify(data))(FILE));

describe('file data', () => {
  it('shows policies the file at hand as data.conftest.file', () => {
    expect(withFile({})).to.deep.equal({ conftest: { file: FILE } });
  });

  it('keeps all other data', () => {
    expect(withFile({ a: [1], b: { c: 2 } })).to.deep.equal({ a: [1], b: { c: 2 }, conftest: { file: FILE } });
    expect(withFile({ conftest: { x: 1, file: 'old' }, a: 1 })).to.deep.equal({ a: 1, conftest: { x: 1, file: FILE } });
    expect(withFile({ conftest: 'text', a: 1 })).to.deep.equal({ a: 1, conftest: { file: FILE } });
  });

  it('keeps the digits of large numbers', () => {
    expect(createFileData('{"n":12345678901234567890}')(FILE)).to.contain('"n":12345678901234567890');
  });
});
