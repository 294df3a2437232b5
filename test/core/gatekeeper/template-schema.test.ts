import { expect } from 'chai';
import { describe, it } from 'mocha';
import { toParameterSchema } from '../../../src/core/gatekeeper/template-schema.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { checkParameters } from '../../../src/node/config/check-parameters.ts';

const SCHEMA: JsonObject = {
  type: 'object',
  properties: {
    labels: { type: 'array', items: { type: 'object', properties: { key: { type: 'string' } } } },
    limit: { 'x-kubernetes-int-or-string': true },
    note: { type: 'string', nullable: true },
    free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    map: { type: 'object', additionalProperties: { type: 'string' } },
    closed: { type: 'object' },
  },
};

const accepts = (parameters: JsonObject, preservesUnknown: boolean = false): boolean =>
  checkParameters(toParameterSchema(SCHEMA, preservesUnknown), parameters).length === 0;

describe('toParameterSchema', () => {
  it('rejects fields that the schema does not know, at every depth', () => {
    expect(accepts({ labels: [{ key: 'a' }] })).to.equal(true);
    expect(accepts({ lables: [] })).to.equal(false);
    expect(accepts({ labels: [{ key: 'a', other: 1 }] })).to.equal(false);
    expect(accepts({ closed: { any: 1 } })).to.equal(false);
  });
  it('lets through what the schema leaves open', () => {
    expect(accepts({ free: { any: { thing: 1 } }, map: { any: 'text' } })).to.equal(true);
    expect(accepts({ map: { any: 1 } })).to.equal(false);
  });
  it('reads the types of Kubernetes', () => {
    expect(accepts({ limit: 1 }) && accepts({ limit: '1' })).to.equal(true);
    expect(accepts({ limit: 1.5 })).to.equal(false);
    expect(accepts({ note: null })).to.equal(true);
    expect(accepts({ labels: null })).to.equal(false);
  });
  it('lets every unknown field through where the schema is of the old kind', () => {
    expect(accepts({ lables: [], labels: [{ other: 1 }] }, true)).to.equal(true);
    expect(accepts({ labels: 'text' }, true)).to.equal(false);
  });
  it('knows no parameter without a schema, unless it is of the old kind', () => {
    expect(checkParameters(toParameterSchema(undefined, false), { any: 1 })).to.have.length(1);
    expect(checkParameters(toParameterSchema(undefined, true), { any: 1 })).to.have.length(0);
  });
});
