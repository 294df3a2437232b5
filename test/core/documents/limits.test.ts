import { expect } from 'chai';
import { describe, it } from 'mocha';
import { DEFAULT_LIMITS } from '../../../src/core/documents/limits.ts';
import { parseDocuments } from '../../../src/core/documents/parse-documents.ts';
import { faultAt, faultOf, jsonOf } from './support/read.ts';

describe('limits', () => {
  it('a text that is too long is one fault', () => {
    const limits = { ...DEFAULT_LIMITS, maxLength: 10 };
    const { documents, faults, empty } = parseDocuments('a: 1\nb: 2\nc: 3\n', { limits });
    expect({ documents, empty }).to.deep.equal({ documents: [], empty: 0 });
    expect(faults).to.deep.equal([
      { code: 'size-limit', message: 'the file is longer than 10 characters: split it', line: 1, column: 1 },
    ]);
    expect(parseDocuments('a: 1\n b', { limits }).faults[0]?.code).not.to.equal('size-limit');
  });

  it('documents beyond the limit are not read, and that is a fault', () => {
    const limits = { ...DEFAULT_LIMITS, maxDocuments: 2 };
    const { documents, faults } = parseDocuments('a: 1\n---\nb: 2\n---\nc: 3\n---\nd: 4\n', { limits });
    expect(documents.map(({ json }) => json)).to.deep.equal(['{"a":1}', '{"b":2}']);
    expect(faults.map(({ code, line }) => `${code} ${line}`)).to.deep.equal(['document-limit 4']);
  });

  it('empty documents count', () => {
    const limits = { ...DEFAULT_LIMITS, maxDocuments: 10_000 };
    const codes = (text: string): readonly string[] => parseDocuments(text, { limits }).faults.map(({ code }) => code);
    expect(codes('---\n'.repeat(10_000))).to.deep.equal([]);
    expect(codes('---\n'.repeat(10_001))).to.deep.equal(['document-limit']);
    expect(parseDocuments('---\n'.repeat(10_001))).to.deep.equal({ documents: [], faults: [], empty: 10_001 });
  });

  it('documents behind too many faulty ones are not read, and that is a fault too', () => {
    const limits = { ...DEFAULT_LIMITS, maxFaults: 2 };
    const { documents, faults } = parseDocuments('a: 1\n---\n]\n---\n]\n---\nd: 4\n', { limits });
    expect(documents.map(({ json }) => json)).to.deep.equal(['{"a":1}']);
    expect(faults.map(({ code, line }) => `${code} ${line}`)).to.deep.equal([
      'syntax 3',
      'syntax 5',
      'document-limit 6',
    ]);
  });

  it('200 levels are read and 201 are not, in every notation', () => {
    const nested: Readonly<Record<string, (levels: number) => string>> = {
      flow: (levels) => `a: ${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}\n`,
      'flow mappings': (levels) => `${'{a: '.repeat(levels)}1${'}'.repeat(levels)}\n`,
      'compact sequences': (levels) => `${'- '.repeat(levels)}1\n`,
      mappings: (levels) => Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}a:\n`).join(''),
      'explicit keys': (levels) => `${'- '.repeat(levels - 1)}? a\n`,
    };
    for (const [name, text] of Object.entries(nested)) {
      expect(jsonOf(text(200)), name).to.have.length(1);
      expect(faultOf(text(201)).code, name).to.equal('depth-limit');
    }
  });
});

describe('attacks', () => {
  const LARGE = 100_000;
  /** None of these may take more than a moment, overflow the stack or throw: the runner's time limit is the judge. */
  const TEXTS: Readonly<Record<string, string>> = {
    'brackets that open': '['.repeat(LARGE),
    'braces that open': '{'.repeat(LARGE),
    'braces and keys that open': '{a: '.repeat(LARGE),
    'dashes that open': '- '.repeat(LARGE),
    'question marks': '? '.repeat(LARGE),
    colons: ': '.repeat(LARGE),
    'closing brackets': ']'.repeat(LARGE),
    'JSON that opens': '{"a":'.repeat(LARGE),
    'quotes without end': `a: "${'\\"'.repeat(LARGE)}`,
    'a quote on every line': `a: '\n`.repeat(LARGE),
    'a number without end': `a: ${'9'.repeat(LARGE)}x`,
    'a number of zeros': `a: ${'0'.repeat(LARGE)}`,
    'a number of underscores': `a: 1${'_'.repeat(LARGE)}`,
    'a JSON number without end': `[${'9'.repeat(LARGE)}`,
    'many keys': Array.from({ length: LARGE }, (_, index) => `k${index}: 1\n`).join(''),
    'many keys in JSON': `{${Array.from({ length: LARGE }, (_, index) => `"k${index}":1`).join(',')}}`,
    'many equal keys': 'a: 1\n'.repeat(LARGE),
    'long keys': `${'k'.repeat(1020)}: 1\n`.repeat(100),
    'anchors without number': Array.from({ length: LARGE }, (_, index) => `- &a${index} b\n`).join(''),
    'aliases without number': `- &a b\n${'- *a\n'.repeat(LARGE)}`,
    'blank lines': `a:${'\n'.repeat(LARGE)}`,
    'blank lines in text': `a: b${'\n'.repeat(LARGE)}  c`,
    'blank lines in a block': `a: |\n  b${'\n'.repeat(LARGE)}  c`,
    comments: '# c\n'.repeat(LARGE),
    markers: '---\n'.repeat(LARGE),
    'end markers': '...\n'.repeat(LARGE),
    'faulty documents': 'a: ]\n---\n'.repeat(LARGE),
    'carriage returns': 'a\r'.repeat(LARGE),
    tags: '!!str '.repeat(LARGE),
    'percent signs': `!${'%41'.repeat(LARGE)} a`,
    'wide characters before a colon': `{${'😀'.repeat(500)}${', a'.repeat(LARGE)}`,
    'nested candidates': `${'😀'.repeat(500)}${'{a, '.repeat(150)}\n`.repeat(100),
  };
  for (const [name, text] of Object.entries(TEXTS)) {
    it(`${name} end in documents or faults`, () => {
      const { documents, faults, empty } = parseDocuments(text);
      expect(documents.length + faults.length + empty).to.be.at.least(1);
      for (const { json } of documents) JSON.parse(json);
    });
  }

  it('control characters are faults in their own document', () => {
    for (const character of ['\0', '\x01', '\x1b', '\x7f', '\x80', '\x9f', '\ufffe', '\uffff', '\ud800']) {
      expect(faultAt(`a: b${character}\n`), JSON.stringify(character)).to.equal('control-character 1:5');
    }
    const { documents, faults } = parseDocuments('a: 1\n---\nb: "\x00"\n---\nc: 3\n');
    expect(documents.map(({ index }) => index)).to.deep.equal([0, 2]);
    expect(faults.map(({ line, column }) => `${line}:${column}`)).to.deep.equal(['3:5']);
  });

  it('no message repeats a value from the text', () => {
    const secrets = [
      'a: "hunter2',
      'a: !!int hunter2',
      'a: *hunter2',
      "a: 'hunter2",
      'a: b: hunter2',
      'a: [hunter2',
      'a: hunter2\x01',
    ];
    for (const text of secrets) expect(faultOf(`${text}\n`).message, text).not.to.include('hunter2');
  });
});
