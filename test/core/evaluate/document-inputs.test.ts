import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseDocuments } from '../../../src/core/documents/parse-documents.ts';
import { documentInputs, holdsOneDocument } from '../../../src/core/evaluate/document-inputs.ts';

function inputsOf(text: string): readonly string[] {
  const parsed = parseDocuments(text);
  return parsed.documents.flatMap((document) =>
    documentInputs(document, holdsOneDocument(parsed)).map(({ json, at }) => `${at.join('.')} ${json}`.trim()),
  );
}

describe('the inputs that a file is to document policies', () => {
  const ROWS: readonly (readonly [what: string, text: string, inputs: readonly string[]])[] = [
    ['one document', 'a: 1\n', ['{"a":1}']],
    ['each of several documents', 'a: 1\n---\nb: 2\n', ['{"a":1}', '{"b":2}']],
    ['a Kubernetes List as it is', 'kind: List\nitems: [1]\n', ['{"kind":"List","items":[1]}']],
    ['the items of a file that is one list', '[{"a": 1}, 2]', ['0 {"a":1}', '1 2']],
    ['the items of a list behind a first marker', '---\n- 1\n- 2\n', ['0 1', '1 2']],
    ['a list as it is behind a comment, which is a document to conftest', '# x\n---\n- 1\n', ['[1]']],
    ['a list as it is before an empty document', '- 1\n---\n', ['[1]']],
    ['a list as it is among other documents', '- 1\n---\na: 1\n', ['[1]', '{"a":1}']],
    ['nothing of an empty list', '[]', []],
    ['a text, a number or a truth value', '"x"', ['"x"']],
    ['nothing of null', 'null\n', []],
  ];
  for (const [what, text, inputs] of ROWS) {
    it(`are ${what}`, () => {
      expect(inputsOf(text)).to.deep.equal(inputs);
    });
  }
});
