import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Document } from '../../../src/core/documents/document.ts';
import { parseDocuments } from '../../../src/core/documents/parse-documents.ts';
import type { FieldPath } from '../../../src/core/model/location.ts';

function documentOf(text: string, index = 0): Document {
  const document = parseDocuments(text).documents[index];
  if (document === undefined) throw new Error(`no document ${index}`);
  return document;
}

function place(document: Document, path: FieldPath): string {
  const { line, column, exact } = document.locate(path);
  return `${line}:${column}${exact ? '' : ' near'}`;
}

const MANIFEST = `# A comment

---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
  - name: app
    image: "app:1"
    args: [-v,
      --x]
  -
    name: side
    env:
      - {name: A, value: "1"}
  hostNetwork: true   # why

---
&base
a:
  b: &b {c: 1}
d:
  <<: *b
  ? e
  : f
g: *b
1: one
`;

describe('the place of a path', () => {
  const FIRST: readonly (readonly [path: FieldPath, place: string])[] = [
    [[], '4:1'],
    [['kind'], '5:1'],
    [['metadata', 'labels', 'app'], '6:32'],
    [['spec', 'containers', 0], '9:5'],
    [['spec', 'containers', 0, 'name'], '9:5'],
    [['spec', 'containers', 0, 'image'], '10:5'],
    [['spec', 'containers', 0, 'args', 1], '12:7'],
    [['spec', 'containers', 1, 'name'], '14:5'],
    [['spec', 'containers', '1', 'env', 0, 'value'], '16:19'],
    [['spec', 'hostNetwork'], '17:3'],
    [['spec', 'containers', 2, 'name'], '8:3 near'],
    [['spec', 'securityContext', 'runAsUser'], '7:1 near'],
    [['spec', 'hostNetwork', 'x'], '17:3 near'],
    [['nothing'], '4:1 near'],
  ];
  for (const [path, expected] of FIRST) {
    it(`${JSON.stringify(path)} is ${expected}`, () => expect(place(documentOf(MANIFEST), path)).to.equal(expected));
  }

  const SECOND: readonly (readonly [path: FieldPath, place: string])[] = [
    [[], '20:1'],
    [['a', 'b'], '22:3'],
    [['d', 'c'], '22:10'],
    [['d', 'e'], '25:5'],
    [['g'], '27:1'],
    [['g', 'c'], '22:10'],
    [[1], '28:1'],
    [['1'], '28:1'],
  ];
  for (const [path, expected] of SECOND) {
    it(`follows aliases, merges and typed keys: ${JSON.stringify(path)} is ${expected}`, () => {
      expect(place(documentOf(MANIFEST, 1), path)).to.equal(expected);
    });
  }

  const JSON_FILE =
    '\n{"kind": "List", "items": [\n  {"a": {"b\\"c": [1, {"d": "}"}]}},\n  {"a": 2, "e": -1.5e3}]}\n{"next":1}';
  const IN_JSON: readonly (readonly [path: FieldPath, place: string])[] = [
    [[], '2:1'],
    [['items'], '2:18'],
    [['items', 0], '3:3'],
    [['items', 0, 'a', 'b"c', 1, 'd'], '3:23'],
    [['items', 1, 'e'], '4:12'],
    [['items', '1', 'e'], '4:12'],
    [['items', 2], '2:18 near'],
    [['items', 1, 'e', 'f'], '4:12 near'],
    [['items', 'x'], '2:18 near'],
  ];
  for (const [path, expected] of IN_JSON) {
    it(`is found in JSON too: ${JSON.stringify(path)} is ${expected}`, () => {
      expect(place(documentOf(JSON_FILE), path)).to.equal(expected);
    });
  }

  it('is the key of its own document when JSON values stand in a row', () => {
    expect(place(documentOf(JSON_FILE, 1), ['next'])).to.equal('5:2');
  });

  it('counts lines as editors do, and columns in UTF-16', () => {
    expect(place(documentOf('a: 1\r\nb: 2\r\n'), ['b'])).to.equal('2:1');
    expect(place(documentOf('a: 1\rb: 2\r'), ['b'])).to.equal('2:1');
    expect(place(documentOf('{"😀": 1, b: 2}\n'), ['b'])).to.equal('1:11');
    expect(place(documentOf('\ufeffa: 1\n'), ['a'])).to.equal('1:1');
  });
});

describe('the lines of a document', () => {
  it('are those from its first token to its last line that is not blank', () => {
    const lines = (text: string): readonly string[] =>
      parseDocuments(text).documents.map(({ startLine, endLine }) => `${startLine}-${endLine}`);
    expect(lines(MANIFEST)).to.deep.equal(['4-17', '20-28']);
    expect(lines('\n\n{"a":\n1}\n\n{}\n')).to.deep.equal(['3-4', '6-6']);
    expect(lines('a: |\n  b\n\n\n---\nc')).to.deep.equal(['1-2', '6-6']);
  });
});

describe('the value of a document', () => {
  it('is its JSON, parsed once', () => {
    const document = documentOf('a: [1, {b: c}]\n');
    expect(document.value).to.deep.equal({ a: [1, { b: 'c' }] });
    expect(document.value).to.equal(document.value);
  });
});
