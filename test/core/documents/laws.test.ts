import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { stringify } from 'yaml';
import { FAULT_CODES } from '../../../src/core/documents/document.ts';
import { createFastReader } from '../../../src/core/documents/fast/fast-reader.ts';
import { DEFAULT_LIMITS } from '../../../src/core/documents/limits.ts';
import { parseDocuments } from '../../../src/core/documents/parse-documents.ts';
import { ReadFault } from '../../../src/core/documents/read-fault.ts';
import { portableUtf8 } from '../../../src/core/documents/utf8.ts';
import { readExactly } from '../../../src/core/documents/yaml/read-exactly.ts';
import type { JsonObject, JsonValue } from '../../../src/core/model/json.ts';
import type { FieldPath } from '../../../src/core/model/location.ts';
import { edited, scrambledTexts, structuredTexts } from './support/yaml-texts.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...' \n\t\r:-?[]{},#&*!|>\'"%@`ab1.~\\\x85\u2028\ufeff\ud800é') }),
  scrambledTexts,
  edited(structuredTexts),
  edited(fc.jsonValue().map((value) => JSON.stringify(value, undefined, 1))),
);

/**
 * JSON values without the sign of zero, which an integer of YAML does not have, and without the breaks of YAML 1.1, which the
 * printer, made for YAML 1.2, takes for text.
 */
const jsonValues = fc
  .jsonValue({ depthSize: 'medium', maxDepth: 6, stringUnit: 'grapheme' })
  .map((value): JsonValue => JSON.parse(JSON.stringify(value).replaceAll(/[\x85\u2028\u2029\ufeff]/g, ' ')));

const yamlOf = (value: JsonValue): string => stringify(value, { version: '1.1' });
const flowOf = (value: JsonValue): string => stringify(value, { version: '1.1', collectionStyle: 'flow' });
const jsonOf = (value: JsonValue): string => JSON.stringify(value, undefined, 1);

const words = fc.string({ unit: fc.constantFrom('p', 'q', 'x', '_'), minLength: 1, maxLength: 3 });
const { object: wordObjects } = fc.letrec<{ object: JsonObject; value: JsonValue }>((tie) => ({
  object: fc.dictionary(words, tie('value'), { minKeys: 1, maxKeys: 4 }),
  value: fc.oneof(
    { depthSize: 'medium' },
    words,
    fc.integer(),
    tie('object'),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
}));

function onlyValue(text: string): JsonValue {
  const { documents, faults } = parseDocuments(text);
  expect(faults, text).to.deep.equal([]);
  return documents[0]?.value ?? null;
}

describe('laws of reading', () => {
  it('any text gives documents, faults or emptiness, all of them with positions in the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { documents, faults, empty } = parseDocuments(text);
        const lastLine = text.split(/\r\n?|\n/).length + 1;
        expect(documents.length + faults.length + empty).to.be.at.least(1);
        for (const document of documents) {
          expect(JSON.stringify(document.value)).to.be.a('string');
          expect(document.startLine).to.be.within(1, document.endLine);
          expect(document.endLine).to.be.at.most(lastLine);
          expect(document.locate([])).to.include({ line: document.startLine, exact: true });
        }
        for (const { code, line, column } of faults) {
          expect(FAULT_CODES).to.include(code);
          expect(line).to.be.within(1, lastLine);
          expect(column).to.be.at.least(1);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('what is printed as YAML is read back', () => {
    fc.assert(
      fc.property(jsonValues, (value) => {
        expect(onlyValue(yamlOf(value))).to.deep.equal(value);
      }),
      { numRuns: 1000 },
    );
  });

  it('what is printed as JSON is read back, compact or not', () => {
    fc.assert(
      fc.property(jsonValues, fc.constantFrom(undefined, 1, '\t'), (value, space) => {
        expect(onlyValue(JSON.stringify(value, undefined, space))).to.deep.equal(value);
      }),
      { numRuns: 1000 },
    );
  });

  it('the place of every field is that of its key, and no other field has it', () => {
    fc.assert(
      fc.property(wordObjects, fc.constantFrom(yamlOf, jsonOf, flowOf), (object, print) => {
        const text = print(object);
        const lines = text.split('\n');
        const [document] = parseDocuments(text).documents;
        const places = keyPaths(object).map((path) => {
          const { line, column, exact } = document?.locate(path) ?? { line: 0, column: 0, exact: false };
          const found = lines[line - 1]?.slice(column - 1) ?? '';
          expect(exact, JSON.stringify(path)).to.equal(true);
          expect(found.replaceAll('"', ''), `${JSON.stringify(path)} in ${text}`).to.match(
            new RegExp(`^${path.at(-1)}:`),
          );
          return `${line}:${column}`;
        });
        expect(new Set(places).size).to.equal(places.length);
      }),
      { numRuns: 500 },
    );
  });

  it('the fast reader says what the complete one says, or nothing', () => {
    const readFast = createFastReader(200, portableUtf8);
    let answers = 0;
    fc.assert(
      fc.property(fc.oneof(structuredTexts, edited(structuredTexts), scrambledTexts), (raw) => {
        const text = `${raw.replaceAll(/\r\n?|[\x85\u2028]/g, '\n')}\n`;
        if (/^(?:---|\.\.\.)/m.test(text)) return;
        const fast = readFast(text);
        if (fast === undefined) return;
        answers += 1;
        expect(completely(text) ?? '', text).to.equal(fast);
      }),
      { numRuns: 5000 },
    );
    expect(answers).to.be.at.least(500);
  });
});

function completely(text: string): string | undefined {
  try {
    return readExactly(text, false, DEFAULT_LIMITS);
  } catch (error) {
    if (error instanceof ReadFault) return `fault: ${error.message}`;
    throw error;
  }
}

function keyPaths(value: JsonValue, prefix: FieldPath = []): readonly FieldPath[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]: [string, JsonValue]) => {
    const path = [...prefix, Array.isArray(value) ? Number(key) : key];
    return Array.isArray(value) ? keyPaths(child, path) : [path, ...keyPaths(child, path)];
  });
}
