import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createResource, headOf } from '../../../src/core/resources/create-resource.ts';

const IDENTITY = { apiVersion: 'v1', kind: 'Pod', namespace: '', name: 'web' };

describe('createResource', () => {
  it('asks for the tree of an object when somebody asks for it', () => {
    let asked = 0;
    const text = {
      json: '{"kind":"Pod"}',
      get value() {
        asked += 1;
        return { kind: 'Pod' };
      },
    };
    const resource = createResource(IDENTITY, { kind: 'Pod' }, text);
    expect([headOf(resource), resource.json, asked]).to.deep.equal([{ kind: 'Pod' }, text.json, 0]);
    expect([resource.object, asked]).to.deep.equal([{ kind: 'Pod' }, 1]);
  });
  it('has the tree in a copy, too', () => {
    const resource = createResource(IDENTITY, {}, { json: '{"a":1}', value: { a: 1 } });
    expect({ ...resource, pathInDocument: ['items', 0] }.object).to.deep.equal({ a: 1 });
  });
  it('has a head where nobody has read one: the object itself', () => {
    expect(headOf({ object: { a: 1 } })).to.deep.equal({ a: 1 });
  });
});
