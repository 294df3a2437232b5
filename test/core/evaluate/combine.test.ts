import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseDocuments } from '../../../src/core/documents/parse-documents.ts';
import { combinedJson, combinedLocator, combinedParts, type CombinedPart } from '../../../src/core/evaluate/combine.ts';

const parts = (files: Readonly<Record<string, string>>): CombinedPart[] =>
  combinedParts(Object.entries(files).map(([file, text]) => ({ file, parsed: parseDocuments(text) })));

describe('a combined input', () => {
  it('lists documents by the path of their file, and within a file as they stand', () => {
    const json = combinedJson(parts({ 'b.yaml': 'x: 1\n---\nx: 2\n', 'a.yaml': 'x: 3\n' }));
    expect(JSON.parse(json)).to.deep.equal([
      { path: 'a.yaml', contents: { x: 3 } },
      { path: 'b.yaml', contents: { x: 1 } },
      { path: 'b.yaml', contents: { x: 2 } },
    ]);
  });

  it('takes a file that is one list apart, and no list among other documents', () => {
    expect(parts({ 'a.json': '[1, 2]' }).map(({ json }) => json)).to.deep.equal(['1', '2']);
    expect(parts({ 'a.yaml': '[1, 2]\n---\nx: 1\n' }).map(({ json }) => json)).to.deep.equal(['[1,2]', '{"x":1}']);
  });

  it('has no entry for an empty document', () => {
    expect(parts({ 'a.yaml': 'x: 1\n---\n---\nnull\n' })).to.have.lengthOf(1);
  });

  describe('locates a violation', () => {
    const locate = combinedLocator(parts({ 'a.yaml': 'x: 1\n', 'b.yaml': '# b\nspec:\n  size: 2\n' }));

    it('at the field that its path leads to, in the file of the entry', () => {
      const location = locate({ message: '', path: [1, 'contents', 'spec', 'size'] });
      expect(location).to.deep.equal({ file: 'b.yaml', line: 3, column: 3 });
    });

    it('at an entry, when the path leads no further', () => {
      expect(locate({ message: '', path: [1] })).to.deep.equal({ file: 'b.yaml', line: 2, column: 1 });
    });

    it('at the place that the policy says', () => {
      expect(locate({ message: '', location: { file: 'c.txt', line: 9 } })).to.include({ file: 'c.txt', line: 9 });
    });

    it('at the beginning of the first file otherwise', () => {
      for (const path of [[], [7], ['x']]) {
        expect(locate({ message: '', path }), JSON.stringify(path)).to.include({ file: 'a.yaml', line: 1 });
      }
    });
  });
});
