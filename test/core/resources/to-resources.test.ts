import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { JsonValue } from '../../../src/core/model/json.ts';
import { toResources } from '../../../src/core/resources/to-resources.ts';

const resourcesIn = (value: JsonValue): ReturnType<typeof toResources> =>
  toResources({ value, json: JSON.stringify(value) });

describe('toResources', () => {
  it('names an object by apiVersion, kind, namespace and name', () => {
    const [resource] = resourcesIn({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
    });
    expect(resource?.identity).to.deep.equal({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'shop',
      name: 'web',
    });
  });
  it('uses generateName where there is no name', () => {
    expect(
      resourcesIn({ apiVersion: 'v1', kind: 'Pod', metadata: { generateName: 'job-' } })[0]?.identity.name,
    ).to.equal('job-');
  });
  it('survives metadata that is not an object', () => {
    expect(resourcesIn({ apiVersion: 'v1', kind: 'Pod', metadata: null })[0]?.identity.name).to.equal('');
  });
  it('expands a List, and a List in it, with the place of each item', () => {
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: [
        { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } },
        { apiVersion: 'v1', kind: 'PodList', items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'b' } }] },
      ],
    };
    expect(resourcesIn(list).map(({ identity, pathInDocument }) => [identity.name, pathInDocument])).to.deep.equal([
      ['a', ['items', 0]],
      ['b', ['items', 1, 'items', 0]],
    ]);
  });
  it('takes a kind that ends in List but has no items for an object', () => {
    expect(resourcesIn({ apiVersion: 'acme.io/v1', kind: 'AllowList', metadata: { name: 'x' } })).to.have.length(1);
  });
  for (const [title, value] of [
    ['values of a chart', { replicas: 3 }],
    ['a list', [1]],
    ['a text', 'hello'],
    ['a kind that is no text', { apiVersion: 'v1', kind: 7 }],
  ] as const) {
    it(`finds none in ${title}`, () => {
      expect(resourcesIn(value)).to.deep.equal([]);
    });
  }
});
