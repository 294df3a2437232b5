import { expect } from 'chai';
import { describe, it } from 'mocha';
import { findPullSecretNeeds } from '../../../src/core/images/pull-secret-needs.ts';

const containers = [{ name: 'a', image: 'web:1' }];

describe('pull secrets that the pods of an object need', () => {
  it('are those that the pod names, each once and in its order', () => {
    const imagePullSecrets = [{ name: 'b' }, { name: 'a' }, { name: 'b' }, { name: '' }, {}, null];
    const pod = { kind: 'Pod', spec: { containers, imagePullSecrets, serviceAccountName: 'web' } };
    expect(findPullSecretNeeds(pod)).to.deep.equal([{ secrets: ['b', 'a'], serviceAccount: 'web' }]);
  });

  it('are those of an account when it names none: that of the pod, or the default one', () => {
    const needs = (spec: object): unknown => findPullSecretNeeds({ kind: 'Pod', spec: { containers, ...spec } });
    expect(needs({ serviceAccountName: 'web' })).to.deep.equal([{ secrets: [], serviceAccount: 'web' }]);
    expect(needs({ serviceAccount: 'old' })).to.deep.equal([{ secrets: [], serviceAccount: 'old' }]);
    expect(needs({})).to.deep.equal([{ secrets: [], serviceAccount: 'default' }]);
  });

  it('are found at whatever depth a kind has its pods, equal ones once', () => {
    const spec = { containers, imagePullSecrets: [{ name: 'a' }] };
    const job = { spec: { jobTemplate: { spec: { template: { spec } } } } };
    expect(findPullSecretNeeds(job)).to.have.lengthOf(1);
    const roles = [
      { template: { spec } },
      { template: { spec: { ...spec, serviceAccountName: 'b' } } },
      { template: { spec } },
    ];
    expect(findPullSecretNeeds({ spec: { roles } })).to.have.lengthOf(2);
  });

  it('are none where no pod is described', () => {
    expect(findPullSecretNeeds({ kind: 'Service', spec: { imagePullSecrets: [{ name: 'a' }] } })).to.deep.equal([]);
    expect(findPullSecretNeeds(null)).to.deep.equal([]);
  });
});
