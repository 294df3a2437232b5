import { expect } from 'chai';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { commonFolders } from '../../../src/core/import/common-folders.ts';

describe('commonFolders', () => {
  it('names the folders of files, and none inside of another', () => {
    expect(commonFolders(['a/x.rego', 'a/b/y.rego', 'c/z.rego'])).to.deep.equal(['a', 'c']);
    expect(commonFolders(['x.rego', 'a/y.rego'])).to.deep.equal(['.']);
    expect(commonFolders([])).to.deep.equal([]);
  });

  it('names the parent instead of many neighbours, level by level', () => {
    expect(commonFolders(['p/a/x', 'p/b/x'])).to.deep.equal(['p/a', 'p/b']);
    expect(commonFolders(['p/a/x', 'p/b/x', 'p/c/x'])).to.deep.equal(['p']);
    expect(commonFolders(['a/x', 'b/x', 'c/x', 'd/e/x', 'd/f/x'])).to.deep.equal(['.']);
  });

  it('does not take a folder for one whose name it begins with', () => {
    expect(commonFolders(['a/x', 'ab/x'])).to.deep.equal(['a', 'ab']);
  });

  it('covers every file, once', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const file = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => `${parts.join('/')}/f`);
    fc.assert(
      fc.property(fc.array(file, { minLength: 1 }), (files) => {
        const folders = commonFolders(files);
        for (const one of files) {
          const homes = folders.filter((folder) => folder === '.' || one.startsWith(`${folder}/`));
          expect(homes, one).to.have.length(1);
        }
      }),
    );
  });
});
