import { expect } from 'chai';
import { describe, it } from 'mocha';
import { objectHead } from '../../../../src/core/documents/json/object-head.ts';
import { parseDocuments } from '../../../../src/core/documents/parse-documents.ts';

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: { containers: [] },
};

describe('objectHead', () => {
  it('has what names and labels an object, and not the rest', () => {
    const { spec: _, ...head } = POD;
    expect(objectHead(JSON.stringify(POD), true)).to.deep.equal(head);
    expect(objectHead(JSON.stringify({ status: {}, ...POD }), true)).to.deep.equal(head);
  });
  it('has of equal keys the last, as everybody who parses the text', () => {
    const text = '{"metadata":{"labels":{"a":"1"}},"kind":"Pod","apiVersion":"v1","metadata":{"labels":{"a":"2"}}}';
    expect(objectHead(text, false)).to.deep.equal(JSON.parse(text));
  });
  it('is none of what is no object', () => {
    for (const text of ['[]', '"a"', 'null', '1']) expect(objectHead(text, true)).to.equal(undefined);
  });

  for (const [what, text] of [
    ['JSON', JSON.stringify(POD, null, 2)],
    ['YAML', 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec: {containers: []}\n'],
  ] as const) {
    it(`is that of a document of ${what}`, () => {
      const [document] = parseDocuments(text).documents;
      expect(document?.head).to.deep.equal({ apiVersion: 'v1', kind: 'Pod', metadata: POD.metadata });
      expect(document?.value).to.deep.equal(POD);
    });
  }
  it('is the value of a document that is no object', () => {
    const [document] = parseDocuments('- 1\n').documents;
    expect(document?.head).to.deep.equal([1]);
  });
});
