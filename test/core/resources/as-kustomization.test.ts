import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { JsonValue } from '../../../src/core/model/json.ts';
import { asKustomization } from '../../../src/core/resources/as-kustomization.ts';

describe('asKustomization', () => {
  const read = (file: string, value: JsonValue): JsonValue =>
    JSON.parse(asKustomization(file, { value, json: JSON.stringify(value) }).json);
  const identity = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' };

  for (const file of ['kustomization.yaml', 'base/kustomization.yml', 'base/Kustomization']) {
    it(`takes ${file} for what its name says`, () => {
      expect(read(file, { resources: ['a.yaml'] })).to.deep.equal({ ...identity, resources: ['a.yaml'] });
    });
  }
  it('takes an empty one, too', () => {
    expect(read('kustomization.yaml', {})).to.deep.equal(identity);
  });
  it('leaves a file alone that says what it is', () => {
    expect(read('kustomization.yaml', { kind: 'Component' })).to.deep.equal({ kind: 'Component' });
  });
  it('leaves files of other names alone', () => {
    expect(read('my-kustomization.yaml', { a: 1 })).to.deep.equal({ a: 1 });
  });
});
