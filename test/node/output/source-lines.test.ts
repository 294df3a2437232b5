import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createSourceLines } from '../../../src/node/output/source-lines.ts';
import { temporaryFolder, type TemporaryFolder } from '../../cli/temporary-folder.ts';

describe('lines for quoting', () => {
  let folder: TemporaryFolder;
  beforeEach(() => void (folder = temporaryFolder({ 'a.yaml': 'one\r\ntwo\nthree', 'b.yaml': 'uno' })));
  afterEach(() => folder.remove());

  it('come from the file, counted from 1, without line breaks', () => {
    const lines = createSourceLines(folder.path, () => undefined);
    expect([lines('a.yaml', 1), lines('a.yaml', 2), lines('b.yaml', 1), lines('a.yaml', 3)]).to.deep.equal([
      'one',
      'two',
      'uno',
      'three',
    ]);
  });

  it('are absent beyond the end, and for files that are not there', () => {
    const lines = createSourceLines(folder.path, () => undefined);
    expect([lines('a.yaml', 9), lines('a.yaml', 0), lines('gone.yaml', 1), lines('.', 1)]).to.deep.equal([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('come from standard input, once it was read', () => {
    expect(createSourceLines(folder.path, () => Buffer.from('a\nb'))('-', 2)).to.equal('b');
    expect(createSourceLines(folder.path, () => undefined)('-', 1)).to.equal(undefined);
  });
});
