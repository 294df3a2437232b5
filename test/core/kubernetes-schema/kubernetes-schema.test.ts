import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { JsonObject, JsonValue } from '../../../src/core/model/json.ts';
import { applyDefaults } from '../../../src/core/kubernetes-schema/apply-defaults.ts';
import { preservingUnknown, structuralProblems } from '../../../src/core/kubernetes-schema/structural-problems.ts';
import { unknownFields } from '../../../src/core/kubernetes-schema/unknown-fields.ts';
import { validateValue } from '../../../src/core/kubernetes-schema/validate-value.ts';

const fit = (schema: JsonObject, value: JsonValue): readonly string[] =>
  validateValue(schema, value, [], (pattern, text) => new RegExp(pattern).test(text)).map(({ message }) => message);

describe('a value and its schema', () => {
  const cases: readonly (readonly [name: string, schema: JsonObject, good: JsonValue[], bad: JsonValue[]])[] = [
    ['type', { type: 'string' }, ['a', ''], [1, null, [], {}, true]],
    ['no type', {}, ['a', 1, null, [], {}], []],
    ['integer', { type: 'integer' }, [1, -7], [1.5, '1']],
    ['number', { type: 'number' }, [1, 1.5], ['1']],
    ['nullable', { type: 'string', nullable: true }, ['a', null], [1]],
    ['int-or-string', { 'x-kubernetes-int-or-string': true }, [1, '10%'], [1.5, true, null]],
    ['enum', { enum: ['a', 1, { b: 2 }] }, ['a', 1, { b: 2 }], ['b', '1', {}]],
    ['minimum', { minimum: 2 }, [2, 3, 'text'], [1]],
    ['exclusive minimum', { minimum: 2, exclusiveMinimum: true }, [3], [2]],
    ['maximum', { maximum: 2 }, [2], [3]],
    ['exclusive maximum', { maximum: 2, exclusiveMaximum: true }, [1], [2]],
    ['multipleOf', { multipleOf: 3 }, [0, 6], [4]],
    ['length', { minLength: 1, maxLength: 2 }, ['a', '😀😀'], ['', 'abc']],
    ['pattern', { pattern: '^a' }, ['ab', 1], ['ba']],
    ['items', { items: { type: 'string' }, minItems: 1, maxItems: 2 }, [['a']], [[], ['a', 'b', 'c'], [1]]],
    [
      'unique items',
      { uniqueItems: true },
      [[1, 2]],
      [
        [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      ],
    ],
    ['required', { required: ['a'] }, [{ a: null }, 'text'], [{}, { b: 1 }]],
    ['fields', { properties: { a: { type: 'string' } } }, [{ a: 'x', b: 1 }], [{ a: 1 }]],
    ['other fields', { additionalProperties: { type: 'integer' } }, [{ a: 1 }], [{ a: 'x' }]],
    ['number of fields', { minProperties: 1, maxProperties: 1 }, [{ a: 1 }], [{}, { a: 1, b: 2 }]],
    ['allOf', { allOf: [{ minimum: 1 }, { maximum: 2 }] }, [1], [0, 3]],
    ['anyOf', { anyOf: [{ type: 'string' }, { minimum: 5 }] }, ['a', 6], [4]],
    ['oneOf', { oneOf: [{ minimum: 1 }, { maximum: 5 }] }, [0, 6], [3]],
    ['not', { not: { enum: ['a'] } }, ['b'], ['a']],
  ];
  for (const [name, schema, good, bad] of cases) {
    it(`hold together by ${name}`, () => {
      for (const value of good) expect(fit(schema, value), JSON.stringify(value)).to.deep.equal([]);
      for (const value of bad) expect(fit(schema, value), JSON.stringify(value)).to.have.length.above(0);
    });
  }
});

describe('fields that a schema does not know', () => {
  const schema: JsonObject = {
    type: 'object',
    properties: {
      known: { type: 'object', properties: { a: {} } },
      list: { type: 'array', items: { type: 'object', properties: { a: {} } } },
      map: { type: 'object', additionalProperties: { type: 'object', properties: { a: {} } } },
      open: {
        type: 'object',
        'x-kubernetes-preserve-unknown-fields': true,
        properties: { closed: { type: 'object', properties: {} } },
      },
    },
  };

  it('are found at every depth, but not where they are preserved', () => {
    expect(unknownFields(schema, { known: { a: 1, b: 1 }, other: { deep: 1 } })).to.deep.equal([
      ['known', 'b'],
      ['other'],
    ]);
    expect(unknownFields(schema, { list: [{ a: 1 }, { b: 1 }] })).to.deep.equal([['list', 1, 'b']]);
    expect(unknownFields(schema, { map: { any: { a: 1, b: 1 } } })).to.deep.equal([['map', 'any', 'b']]);
    expect(unknownFields(schema, { open: { any: [{ b: 1 }], closed: { b: 1 } } })).to.deep.equal([
      ['open', 'closed', 'b'],
    ]);
  });

  it('are none in a legacy schema', () => {
    const legacy = preservingUnknown({ properties: { list: { type: 'array' }, a: { type: 'object' } } });
    expect(unknownFields(legacy, { other: 1, list: [{ b: 1 }], a: { b: 1 } })).to.deep.equal([]);
    expect(unknownFields(preservingUnknown({}), { any: { thing: 1 } })).to.deep.equal([]);
  });
});

describe('defaults', () => {
  it('fill objects that are there, at every depth, and replace a null that is not allowed', () => {
    const schema: JsonObject = {
      properties: {
        a: { default: 1 },
        n: { default: 1, nullable: true },
        inner: { properties: { b: { default: 2 } } },
        made: { default: {}, properties: { c: { default: 3 } } },
        list: { items: { properties: { d: { default: 4 } } } },
      },
    };
    expect(applyDefaults(schema, {})).to.deep.equal({ a: 1, n: 1, made: { c: 3 } });
    expect(applyDefaults(schema, { a: null, n: null, inner: {}, list: [{}, { d: 5 }] })).to.deep.equal({
      a: 1,
      n: null,
      inner: { b: 2 },
      made: { c: 3 },
      list: [{ d: 4 }, { d: 5 }],
    });
  });

  it('never make a key something else', () => {
    const filled = applyDefaults(JSON.parse('{"properties":{"__proto__":{"default":{"x":1}}}}'), {});
    expect(JSON.stringify(filled)).to.equal('{"__proto__":{"x":1}}');
  });
});

describe('a structural schema', () => {
  it('says the type of every part', () => {
    const problems = (schema: JsonObject): readonly string[] =>
      structuralProblems(schema, ['s']).map(({ path, message }) => `${path.join('.')} ${message}`);
    expect(problems({ type: 'object', properties: { a: { type: 'array', items: { type: 'string' } } } })).to.deep.equal(
      [],
    );
    expect(problems({ 'x-kubernetes-preserve-unknown-fields': true })).to.deep.equal([]);
    expect(problems({ properties: { a: {} } })).to.deep.equal([
      's must have a type',
      's.properties.a must have a type',
    ]);
    expect(problems({ type: 'array' })).to.deep.equal(['s is an array and must say what its items are']);
    expect(problems({ type: 'object', properties: {}, additionalProperties: { type: 'string' } })).to.deep.equal([
      's must not have both properties and additionalProperties',
    ]);
  });
});
