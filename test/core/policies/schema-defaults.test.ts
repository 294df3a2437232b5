import { expect } from 'chai';
import { describe, it } from 'mocha';
import { withDefaults } from '../../../src/core/policies/schema-defaults.ts';

const schema = {
  type: 'object',
  properties: {
    labels: { type: 'array', default: ['app'] },
    nested: { type: 'object', default: {}, properties: { on: { type: 'boolean', default: true } } },
    bare: { type: 'string' },
    deep: { type: 'object', properties: { x: { default: 1 } } },
  },
} as const;

describe('withDefaults', () => {
  it('fills what is absent', () => {
    expect(withDefaults(schema, {})).to.deep.equal({ labels: ['app'], nested: { on: true } });
  });
  it('keeps what is given, also when it is falsy', () => {
    expect(withDefaults(schema, { labels: [], nested: { on: false } })).to.deep.equal({
      labels: [],
      nested: { on: false },
    });
  });
  it('fills inside objects that are given', () => {
    expect(withDefaults(schema, { deep: {} })).to.deep.include({ deep: { x: 1 } });
  });
  it('leaves a value alone where the schema has no properties', () => {
    expect(withDefaults({ type: 'object' }, { a: 1 })).to.deep.equal({ a: 1 });
  });
});
