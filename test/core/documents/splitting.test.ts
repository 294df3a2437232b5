import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseDocuments } from '../../../src/core/documents/parse-documents.ts';
import { faultAt, jsonOf } from './support/read.ts';

/** The documents of a text as JSON, a fault as its code, in the order of their indexes. */
function outline(text: string): readonly string[] {
  const { documents, faults } = parseDocuments(text);
  const parts = [...documents, ...faults].toSorted((one, other) => (one.index ?? -1) - (other.index ?? -1));
  return parts.map((part) => ('json' in part ? part.json : part.code));
}

describe('a file', () => {
  const ROWS: readonly (readonly [text: string, documents: readonly string[], empty: number])[] = [
    ['', [], 1],
    ['# nothing\n', [], 1],
    ['---\n', [], 1],
    ['null\n', [], 1],
    ['---\n---\n\n---\n~\n', [], 3],
    ['a: 1', ['{"a":1}'], 0],
    ['---\na: 1\n', ['{"a":1}'], 0],
    ['# license\n---\na: 1\n', ['{"a":1}'], 0],
    ['a: 1\n---\nb: 2\n', ['{"a":1}', '{"b":2}'], 0],
    ['a: 1\n--- # next\nb: 2\n', ['{"a":1}', '{"b":2}'], 0],
    ['a: 1\n---   \nb: 2\n', ['{"a":1}', '{"b":2}'], 0],
    ['a: 1\n---\t\nb: 2\n', ['{"a":1}', '{"b":2}'], 0],
    ['a: 1\n---\n# none\n---\nb: 2\n---\n', ['{"a":1}', '{"b":2}'], 2],
    ['a: 1\n...\n', ['{"a":1}'], 0],
    ['a: 1\n...\n---\nb: 2\n', ['{"a":1}', '{"b":2}'], 0],
    ['a: 1\n... # end\n# more\n', ['{"a":1}'], 0],
    ['--- {a: 1}\n--- [b]\n', ['{"a":1}', '["b"]'], 0],
    ['--- |\n  text\n--- "q"\n', [String.raw`"text\n"`, '"q"'], 0],
    ['--- &x\na: 1\n', ['{"a":1}'], 0],
    ['---a: 1\n', ['{"---a":1}'], 0],
    ['a: b\n ---\n c\n', ['{"a":"b --- c"}'], 0],
    ['a: |\n  ---\n  b\n', [String.raw`{"a":"---\nb\n"}`], 0],
    ['a\n---\n- b\n---\n1\n', ['"a"', '["b"]', '1'], 0],
  ];
  for (const [text, documents, empty] of ROWS) {
    it(`${JSON.stringify(text)} holds ${documents.length} documents and ${empty} empty ones`, () => {
      expect(jsonOf(text)).to.deep.equal(documents);
      expect(parseDocuments(text).empty).to.equal(empty);
    });
  }

  it('may end its lines with CR LF', () => {
    expect(jsonOf('a: |\r\n  b\r\n  c\r\n---\r\nd: "e\r\n  f"\r\n')).to.deep.equal([
      String.raw`{"a":"b\nc\n"}`,
      '{"d":"e f"}',
    ]);
  });

  it('may use the other line breaks of YAML', () => {
    expect(jsonOf('a: 1\rb: 2\r---\rc: 3\r')).to.deep.equal(['{"a":1,"b":2}', '{"c":3}']);
    expect(jsonOf('a: 1\x85b: 2\u2028---\u2029c: 3\n')).to.deep.equal(['{"a":1,"b":2}', '{"c":3}']);
    expect(jsonOf('a: |\n  b\u2028  c\x85  d\n')).to.deep.equal(['{"a":"b\u2028c\\nd\\n"}']);
  });

  it('may begin with a byte order mark, and with no other', () => {
    expect(jsonOf('\ufeffa: 1\n')).to.deep.equal(['{"a":1}']);
    expect(jsonOf('\ufeff---\na: 1\n')).to.deep.equal(['{"a":1}']);
    expect(faultAt('a: b\ufeff\n')).to.equal('byte-order-mark 1:5');
    expect(outline('a: 1\n---\n\ufeffb: 2\n---\nc: 3\n')).to.deep.equal(['{"a":1}', 'byte-order-mark', '{"c":3}']);
  });

  it('loses no document to a fault in another', () => {
    expect(outline('a: 1\n---\nb: [\n---\nc: 3\n---\nd: "\n---\ne: 5\n')).to.deep.equal([
      '{"a":1}',
      'syntax',
      '{"c":3}',
      'syntax',
      '{"e":5}',
    ]);
  });

  it('counts empty and faulty documents in the index of the others', () => {
    const { documents, faults } = parseDocuments('a: 1\n---\n---\nb: ]\n---\nc: 3\n');
    expect(documents.map(({ index }) => index)).to.deep.equal([0, 3]);
    expect(faults.map(({ index }) => index)).to.deep.equal([2]);
  });
});

describe('text that Kubernetes tools would drop unseen', () => {
  it('is a fault behind the value of a document', () => {
    expect(faultAt('{a: 1} {b: 2}\n')).to.equal('trailing-content 1:8');
    expect(faultAt('[a]\nb: 2\n')).to.equal('trailing-content 2:1');
    expect(faultAt('"a"\n"b"\n')).to.equal('trailing-content 2:1');
  });

  it('is a fault behind ...', () => {
    expect(outline('a: 1\n...\nb: 2\n---\nc: 3\n')).to.deep.equal(['{"a":1}', 'trailing-content', '{"c":3}']);
    expect(faultAt('...\n')).to.equal('syntax 1:1');
  });

  it('is a fault at a line that some tools cut at', () => {
    expect(outline('a: 1\n---#b\nc: 3\n')).to.deep.equal(['ambiguous-separator', '{"a":1}', '{"c":3}']);
    expect(outline('a: 1\n---\u00a0\nc: 3\n')).to.deep.equal(['ambiguous-separator', '{"a":1}', '{"c":3}']);
  });

  it('is a fault when a directive stands before its document', () => {
    expect(outline('%YAML 1.1\n---\na: 1\n')).to.deep.equal(['directive', '{"a":1}']);
    expect(faultAt('a: 1\n%TAG ! x\n')).to.equal('directive 2:1');
  });
});
