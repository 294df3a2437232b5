import { expect } from 'chai';
import { describe, it } from 'mocha';
import { INPUT_FORMATS, type Format } from '../../../src/node/formats/format.ts';
import { FormatsReader } from '../../../src/node/formats/formats-reader.ts';
import { parseFormat } from '../../../src/node/formats/parse-format.ts';
import { runWithin } from '../../../src/node/evaluation/run-within.ts';
import { SluiceError } from '../../../src/core/errors.ts';
import { SAMPLES } from './samples.ts';

const parse = (format: Format, text: string): ReturnType<typeof parseFormat> => parseFormat(format, Buffer.from(text));

describe('the reader of formats', function () {
  this.timeout(30_000);

  for (const { format, text, documents } of SAMPLES) {
    it(`reads ${format}`, () => {
      const read = new FormatsReader().read(format, Buffer.from(text), true);
      if (read.kind === 'fault') throw new Error(read.fault.reason);
      expect(read.documents.map((json): unknown => JSON.parse(json))).to.deep.equal(documents);
    });
  }

  it('has a sample of every format that it reads', () => {
    expect(SAMPLES.map(({ format }) => format)).to.have.members(INPUT_FORMATS.filter((one) => one !== 'textproto'));
  });

  it('says what to do when the artefact is not there', () => {
    expect(() => new FormatsReader({ path: '/nowhere/formats.wasm' }))
      .to.throw(SluiceError, /nowhere.*build-formats\.mjs/)
      .with.property('code', 'ENGINE_MISSING');
  });

  it('takes a new instance when the old one has grown', () => {
    const reader = new FormatsReader({ memoryWatermark: 1 });
    for (const text of ['a = 1', 'a = 2']) {
      expect(reader.read('toml', Buffer.from(text), true)).to.have.property('kind', 'documents');
    }
  });
});

describe('a file of a format', function () {
  this.timeout(30_000);

  it('gives documents whose parts are all in the file', () => {
    const { documents, faults, empty, format } = parse('toml', 'a = 1\nb = 2\n');
    expect({ faults, empty, format }).to.deep.equal({ faults: [], empty: 0, format: 'toml' });
    expect(
      documents.map(({ index, json, value, startLine, endLine }) => [index, json, value, startLine, endLine]),
    ).to.deep.equal([[0, '{"a":1,"b":2}', { a: 1, b: 2 }, 1, 2]]);
    expect(documents[0]?.locate(['b'])).to.deep.equal({ line: 1, column: 1, exact: false });
    expect(documents[0]?.locate([])).to.deep.equal({ line: 1, column: 1, exact: true });
  });

  it('counts documents that are null, and keeps the places of the others', () => {
    const { documents, empty } = parse('jsonnet', '[null, 1]');
    expect([empty, documents.map(({ index, json }) => [index, json])]).to.deep.equal([1, [[1, '1']]]);
  });

  it('goes through the reader of manifests when it is YAML or JSON', () => {
    expect(parse('json', '{"a": 9007199254740993}').documents[0]?.json).to.equal('{"a":9007199254740993}');
    expect(parse('yaml', 'a: 1\na: 2').faults[0]?.code).to.equal('duplicate-key');
  });

  it('is at fault where the parser says so, without a word of what it holds', () => {
    expect(parse('toml', 'a = 1\nb = hunter2\n').faults).to.deep.equal([
      {
        code: 'syntax',
        message: 'as toml: toml: line 2 (last key …): expected value but found … instead',
        line: 2,
        column: 1,
      },
    ]);
    expect(parse('dotenv', 'PASSWORD hunter2').faults[0]?.message).to.equal("as dotenv: line … doesn't match format");
  });

  it('needs schemas when it is textproto, and says so', () => {
    expect(parse('textproto', 'a: 1').faults[0]?.message).to.match(/\.proto files.*--ignore/);
  });
});

describe('a hostile file', function () {
  this.timeout(60_000);

  for (const [format, text] of [
    ['jsonnet', '{a: import "/etc/passwd"}'],
    ['jsonnet', '{a: importstr "/etc/passwd"}'],
    ['jsonnet', '{a: importbin "secret.bin"}'],
    ['hocon', 'include "/etc/passwd"'],
  ] as const) {
    it(`does not read another one: ${text}`, () => {
      expect(parse(format, text).faults[0]?.message).to.equal(
        `as ${format}: includes another file; that is not followed, because what is judged must be in the file itself`,
      );
    });
  }

  it('does not see the environment', () => {
    process.env['SLUICE_TEST_SECRET'] = 'hunter2';
    try {
      expect(parse('dotenv', 'A=${SLUICE_TEST_SECRET}').documents[0]?.json).to.equal('{"A":""}');
      expect(
        parse('properties', 'a = ${SLUICE_TEST_SECRET}')
          .documents.map(({ json }) => json)
          .join(''),
      ).not.to.contain('hunter2');
      expect(parse('hocon', 'a { b = ${SLUICE_TEST_SECRET} }').faults).to.have.length(1);
    } finally {
      delete process.env['SLUICE_TEST_SECRET'];
    }
  });

  it('does not reach the packages of CUE that run programs', () => {
    for (const name of ['exec', 'file', 'http', 'os', 'cli']) {
      expect(parse('cue', `import "tool/${name}"\na: ${name}\n`).faults, name).to.have.length(1);
    }
  });

  const DEEP = 50_000;
  for (const [format, text] of [
    ['cue', `a: ${'{a:'.repeat(DEEP)}`],
    ['edn', '['.repeat(DEEP)],
    ['groovy', '{'.repeat(DEEP)],
    ['hcl1', `a = ${'['.repeat(DEEP)}`],
    ['hcl2', `a = ${'['.repeat(DEEP)}`],
    ['jsonc', '['.repeat(DEEP)],
    ['jsonnet', '('.repeat(DEEP)],
    ['toml', `a = ${'['.repeat(DEEP)}`],
    ['vcl', 'a{'.repeat(DEEP)],
  ] as const) {
    it(`is a fault when it nests without end: ${format}`, () => {
      expect(parse(format, text).faults).to.have.length(1);
      expect(parse('toml', 'a = 1').documents, 'the next file').to.have.length(1);
    });
  }

  it('is a fault when its value is nested more than 1,000 deep', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(parse('jsonc', `{"a": ${nested(999)}}`).faults).to.deep.equal([]);
    expect(parse('jsonc', `{"a": ${nested(1000)}}`).faults[0]?.code).to.equal('depth-limit');
  });

  it('is a fault when it takes more memory than there is', () => {
    const doubling =
      'local x0 = "0123456789";\n' +
      Array.from({ length: 28 }, (_, i) => `local x${i + 1} = x${i} + x${i};`).join('\n');
    expect(parse('jsonnet', `${doubling}\n{ a: std.length(x28) }`).faults[0]?.code).to.equal('size-limit');
    expect(parse('jsonnet', '{a: 1}').documents, 'the next file').to.have.length(1);
  });

  it('can be stopped, and the next one is read', () => {
    // conftest does not come back from this one, either.
    expect(runWithin(300, () => parse('hocon', '"')).kind).to.equal('timeout');
    expect(parse('hocon', 'a { b = 1 }').documents).to.have.length(1);
  });

  it('never makes the reader throw, in any format', () => {
    const binary = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 37 + (i >> 3)) & 0xff));
    for (const format of INPUT_FORMATS) {
      for (const bytes of [binary, Buffer.alloc(1000), Buffer.from('{'), Buffer.from('${'), Buffer.alloc(0)]) {
        const { documents, faults } = parseFormat(format, bytes);
        expect(documents.length + faults.length, format).to.be.lessThan(1000);
      }
    }
  });
});
