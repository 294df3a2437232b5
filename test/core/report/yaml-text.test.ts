import { expect } from 'chai';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { yamlFileText, yamlText } from '../../../src/core/report/yaml-text.ts';
import { parseDocuments } from '../../../src/core/documents/parse-documents.ts';
import { anyJson } from './support/arbitrary-report.ts';

describe('yamlText', () => {
  it('writes blocks, with an object beside its dash', () => {
    const value = { name: 'web', ports: [{ port: 80, tls: false }, { port: 443 }], labels: {}, tags: [], note: null };
    expect(yamlText(value)).to.equal(
      [
        'name: web',
        'ports:',
        '  - port: 80',
        '    tls: false',
        '  - port: 443',
        'labels: {}',
        'tags: []',
        'note: null',
        '',
      ].join('\n'),
    );
  });

  it('leaves out members that are undefined', () => {
    expect(yamlText({ a: 1, b: undefined, c: [{ d: undefined }] })).to.equal('a: 1\nc:\n  - {}\n');
  });

  it('quotes every string that some reader takes for something else', () => {
    const words = [
      'yes',
      'No',
      'ON',
      'off',
      'y',
      'N',
      'true',
      'Null',
      '~',
      '',
      '0777',
      '0o17',
      '1e3',
      '1_000',
      '0x1F',
      '.inf',
    ];
    const more = [
      '12:30:45',
      '2001-01-01',
      '-',
      '- a',
      'a: b',
      'a #b',
      '#a',
      '&a',
      '*a',
      '!a',
      '|',
      '>',
      '%a',
      '@a',
      '`a',
      '<<',
      '=',
      '---',
      '[a',
      '{a',
      ' a',
      'a ',
      'a:',
      "'a",
      '?',
    ];
    for (const text of [...words, ...more]) {
      expect(yamlText(text), text).to.equal(`"${text}"\n`);
      for (const version of ['1.1', '1.2'] as const)
        expect(parse(yamlText({ [text]: text }), { version })).to.deep.equal({ [text]: text });
    }
  });

  it('writes numbers that YAML 1.1 reads as numbers', () => {
    expect(yamlText(1e21)).to.equal('1.0e+21\n');
    expect(yamlText(1.5e-7)).to.equal('1.5e-7\n');
  });

  it('writes a mapping with a key that is too long for a block in flow style', () => {
    const value = { outer: { ['k'.repeat(2000)]: [1, { a: 'b' }] } };
    expect(yamlText(value)).to.match(/^outer: \{"k+": \[1, \{"a": b\}\]\}\n$/);
    expect(parse(yamlText(value))).to.deep.equal(value);
  });

  for (const version of ['1.1', '1.2'] as const) {
    it(`reads back as the same data, as YAML ${version}`, () => {
      fc.assert(
        fc.property(anyJson, (value) => {
          const read: unknown = parse(yamlText(value), { version });
          expect(read).to.deep.equal(JSON.parse(JSON.stringify(value)));
        }),
        { numRuns: 300 },
      );
    });
  }
});

describe('yamlFileText', () => {
  it('writes text of several lines line by line', () => {
    const rego = 'package p\n\nx if {\n\ttrue\n}\n';
    expect(yamlFileText({ source: { rego, libs: [rego] } })).to.equal(
      [
        'source:',
        '  rego: |',
        '    package p',
        '',
        '    x if {',
        '    \ttrue',
        '    }',
        '  libs:',
        '    - |',
        '      package p',
        '',
        '      x if {',
        '      \ttrue',
        '      }',
        '',
      ].join('\n'),
    );
  });

  it('quotes what a block would not give back', () => {
    for (const text of ['one line\n', 'a\nb', ' a\nb\n', 'a\n\n', 'a\n  \nb\n', 'a\u2028b\nc\n', 'a\rb\nc\n', '\na\n'])
      expect(yamlFileText({ text }), JSON.stringify(text)).to.match(/^text: ".*"\n$/);
  });

  it('reads back as the same data, in YAML 1.1 and 1.2', () => {
    const line = fc.stringMatching(/^[ \t#:\-|>'"a-c\u0085\u00e9]{0,6}$/);
    const text = fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n'));
    const value = fc.oneof(fc.dictionary(fc.constantFrom('a', 'b'), text), fc.array(text), anyJson);
    fc.assert(
      fc.property(value, (data) => {
        for (const version of ['1.1', '1.2'] as const)
          expect(parse(yamlFileText(data), { version })).to.deep.equal(JSON.parse(JSON.stringify(data)));
      }),
    );
  });

  it('reads back as the same data with our own reader', () => {
    const rego = 'package p\n\nx if {\n\t"a: b" # c\n}\n';
    const [document] = parseDocuments(yamlFileText({ list: [rego, { rego }] })).documents;
    expect(document?.value).to.deep.equal({ list: [rego, { rego }] });
  });
});
