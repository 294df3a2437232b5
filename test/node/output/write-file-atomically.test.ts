import { lstatSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { writeFileAtomically } from '../../../src/node/output/write-file-atomically.ts';
import { temporaryFolder, type TemporaryFolder } from '../../cli/temporary-folder.ts';

describe('writing a file', () => {
  let folder: TemporaryFolder;
  beforeEach(() => void (folder = temporaryFolder()));
  afterEach(() => folder.remove());

  const at = (...parts: readonly string[]): string => path.join(folder.path, ...parts);
  const filesIn = (name: string): readonly string[] => readdirSync(at(name)).filter((file) => file !== '.git');

  it('writes all pieces, text or bytes, and makes missing folders', () => {
    writeFileAtomically(at('a/b/out.txt'), ['grüß ', Buffer.from('Gott')]);
    expect(readFileSync(at('a/b/out.txt'), 'utf8')).to.equal('grüß Gott');
    expect(filesIn('a/b')).to.deep.equal(['out.txt']);
  });

  it('replaces what was there, all at once', () => {
    folder.write('out.txt', 'old and longer');
    writeFileAtomically(at('out.txt'), ['new']);
    expect(readFileSync(at('out.txt'), 'utf8')).to.equal('new');
  });

  it('leaves the old file, and no draft, when the text cannot be made', () => {
    folder.write('out/out.txt', 'old');
    const failing = function* (): Generator<string> {
      yield 'half of it';
      throw new TypeError('a defect');
    };
    expect(() => writeFileAtomically(at('out/out.txt'), failing())).to.throw(TypeError, 'a defect');
    expect(readFileSync(at('out/out.txt'), 'utf8')).to.equal('old');
    expect(filesIn('out')).to.deep.equal(['out.txt']);
  });

  it('keeps a link, and writes what it leads to', () => {
    folder.write('real/out.txt', 'old');
    symlinkSync(at('real/out.txt'), at('link.txt'));
    writeFileAtomically(at('link.txt'), ['new']);
    expect(lstatSync(at('link.txt')).isSymbolicLink()).to.equal(true);
    expect(readFileSync(at('real/out.txt'), 'utf8')).to.equal('new');
  });

  it('writes to devices without replacing them', function () {
    if (process.platform === 'win32') this.skip();
    writeFileAtomically('/dev/null', ['gone']);
    expect(lstatSync('/dev/null').isCharacterDevice()).to.equal(true);
  });

  it('says which file cannot be written, and why', () => {
    mkdirSync(at('folder'));
    expect(() => writeFileAtomically(at('folder'), ['x']))
      .to.throw(`cannot write ${at('folder')}: `)
      .with.property('code', 'OUTPUT_FAILED');
    folder.write('file', '');
    expect(() => writeFileAtomically(at('file/below'), ['x']))
      .to.throw('cannot write')
      .with.property('code', 'OUTPUT_FAILED');
    expect(filesIn('.')).to.have.members(['folder', 'file']);
  });
});
