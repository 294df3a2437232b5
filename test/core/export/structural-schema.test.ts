import { expect } from 'chai';
import { describe, it } from 'mocha';
import { toStructuralSchema } from '../../../src/core/export/structural-schema.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';

const ANYTHING = { 'x-kubernetes-preserve-unknown-fields': true };

const converted = (schema: JsonObject): JsonObject => {
  const { schema: result, losses } = toStructuralSchema(schema);
  expect(losses).to.deep.equal([]);
  return result;
};

const property = (schema: JsonObject): unknown => {
  const { properties } = converted({ type: 'object', additionalProperties: false, properties: { a: schema } });
  return Object(properties)['a'];
};

const losses = (schema: JsonObject): readonly string[] =>
  toStructuralSchema({ type: 'object', additionalProperties: false, properties: { a: schema } }).losses;

describe('toStructuralSchema', () => {
  it('closes an object by saying nothing, and opens one with the word of Kubernetes', () => {
    const properties = { a: { type: 'string' } };
    expect(converted({ type: 'object', additionalProperties: false, properties })).to.deep.equal({
      type: 'object',
      properties,
    });
    expect(converted({ type: 'object', properties })).to.deep.equal({ type: 'object', properties, ...ANYTHING });
    expect(converted({ type: 'object' })).to.deep.equal({ type: 'object', ...ANYTHING });
    expect(property({ type: 'object', additionalProperties: { type: 'string' } })).to.deep.equal({
      type: 'object',
      additionalProperties: { type: 'string' },
    });
  });

  it('keeps descriptions, defaults and limits, and drops what only names the draft', () => {
    const kept = {
      title: 't',
      description: 'd',
      type: 'string',
      default: 'x',
      pattern: '^x',
      minLength: 1,
      format: 'uri',
    };
    expect(property({ ...kept, $comment: 'c', examples: ['x'], deprecated: true })).to.deep.equal(kept);
    expect(
      converted({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: 'x',
        type: 'object',
        additionalProperties: false,
      }),
    ).to.deep.equal({ type: 'object' });
  });

  it('finds a type where the schema leaves it to its values or keywords', () => {
    expect(property({ enum: ['a', 'b'] })).to.deep.equal({ type: 'string', enum: ['a', 'b'] });
    expect(property({ const: 3 })).to.deep.equal({ type: 'integer', enum: [3] });
    expect(property({ enum: ['a', null] })).to.deep.equal({ type: 'string', nullable: true, enum: ['a', null] });
    expect(property({ items: { type: 'string' } })).to.deep.equal({ type: 'array', items: { type: 'string' } });
    expect(property({ required: ['x'] })).to.deep.equal({ type: 'object', required: ['x'], ...ANYTHING });
    expect(property({})).to.deep.equal(ANYTHING);
    expect(property({ type: 'array' })).to.deep.equal({ type: 'array', items: ANYTHING });
  });

  it('writes several types as Kubernetes does, where it can', () => {
    expect(property({ type: ['string', 'null'] })).to.deep.equal({ type: 'string', nullable: true });
    expect(property({ type: ['integer', 'string'] })).to.deep.equal({ 'x-kubernetes-int-or-string': true });
    expect(property({ type: ['integer', 'number'] })).to.deep.equal({ type: 'number' });
    expect(losses({ type: ['string', 'array'] })).to.deep.equal([
      'parameters.a: the choice of types array string is left out: Kubernetes wants one',
    ]);
  });

  it('turns exclusive limits into words, and keeps the tighter of two', () => {
    expect(property({ type: 'number', exclusiveMinimum: 1, exclusiveMaximum: 9, maximum: 5 })).to.deep.equal({
      type: 'number',
      minimum: 1,
      exclusiveMinimum: true,
      maximum: 5,
    });
    expect(property({ type: 'integer', minimum: 0, exclusiveMinimum: 4 })).to.deep.include({
      minimum: 4,
      exclusiveMinimum: true,
    });
    expect(property({ type: 'integer', minimum: 3, exclusiveMinimum: true })).to.deep.include({
      minimum: 3,
      exclusiveMinimum: true,
    });
  });

  it('makes sets of items that must be unique', () => {
    expect(property({ type: 'array', uniqueItems: true, items: { type: 'string' } })).to.deep.equal({
      type: 'array',
      items: { type: 'string' },
      'x-kubernetes-list-type': 'set',
    });
    expect(losses({ type: 'array', uniqueItems: true, items: { type: 'object' } })[0]).to.contain(
      '"uniqueItems" is left out',
    );
  });

  it('writes references out, also such as lead through another', () => {
    const schema = {
      type: 'object',
      additionalProperties: false,
      properties: { a: { $ref: '#/$defs/port', description: 'here' } },
      $defs: { port: { $ref: '#/definitions/~1whole' } },
      definitions: { '/whole': { type: 'integer', maximum: 65535 } },
    };
    expect(converted(schema)['properties']).to.deep.equal({
      a: { type: 'integer', maximum: 65535, description: 'here' },
    });
  });

  it('names references that go on for ever, or lead away', () => {
    const tree = { type: 'object', additionalProperties: false, properties: { child: { $ref: '#/$defs/tree' } } };
    const { schema, losses: lost } = toStructuralSchema({ ...tree, $defs: { tree } });
    expect(schema['properties']).to.deep.equal({ child: { type: 'object', properties: { child: ANYTHING } } });
    expect(lost).to.deep.equal([
      'parameters.child.child: the reference "#/$defs/tree" is left out: it leads outside of the schema, or to itself',
    ]);
    expect(losses({ $ref: 'https://example.com/schema' })).to.have.length(1);
    expect(losses({ $ref: '#/$defs/toString' })).to.have.length(1);
  });

  it('keeps alternatives of limits, and names those of types and fields', () => {
    expect(
      property({ type: 'string', anyOf: [{ pattern: '^a' }, { const: 'b' }], not: { enum: ['c'] } }),
    ).to.deep.equal({
      type: 'string',
      anyOf: [{ pattern: '^a' }, { enum: ['b'] }],
      not: { enum: ['c'] },
    });
    expect(losses({ oneOf: [{ type: 'string' }, { type: 'integer' }] })).to.deep.equal([
      'parameters.a: "oneOf" is left out: Kubernetes allows no types and no fields in it',
    ]);
  });

  it('names every keyword that Kubernetes does not have', () => {
    for (const key of [
      'if',
      'then',
      'dependentRequired',
      'contains',
      'propertyNames',
      'unevaluatedProperties',
      'minContains',
    ]) {
      expect(losses({ type: 'object', [key]: {} }), key).to.deep.equal([
        `parameters.a: "${key}" has no counterpart in Kubernetes`,
      ]);
    }
    expect(losses({ patternProperties: { '^x': {} } })).to.have.length(1);
    expect(losses({ type: 'array', items: [{}, {}] })).to.have.length(1);
    expect(losses({ type: 'array', prefixItems: [{}] })).to.have.length(1);
    expect(toStructuralSchema({ type: 'object', properties: { a: false } }).losses).to.have.length(1);
    expect(losses({ type: 'object', properties: { x: {} }, additionalProperties: { type: 'string' } })).to.have.length(
      1,
    );
  });
});
