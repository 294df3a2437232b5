import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ModuleInspection } from '../../../src/core/policies/module-inspection.ts';
import { readsOnlySecrets } from '../../../src/core/policies/reads-only-secrets.ts';

const steady: ModuleInspection = {
  path: 'p.rego',
  package: 'p',
  rules: [],
  annotations: [],
  uses: [],
  inventory: [],
  inputs: ['input.facts.secrets', 'input.parameters.deny', 'input.review.namespace'],
  builtins: ['count', 'glob.match', 'internal.member_2', 'sprintf'],
};
const ask = (changes: Partial<ModuleInspection>): boolean => readsOnlySecrets([{ ...steady, ...changes }]);

describe('A policy reads only what was found of secrets', () => {
  it('when its inputs and functions are nothing else in which two inputs differ', () => {
    expect(ask({})).to.equal(true);
  });

  for (const input of [
    'input',
    'input.facts',
    'input.facts.secretsOfOthers',
    'input.facts.images',
    'input.review',
    'input.review.name',
    'input.review.namespaceObject',
    'input.review.namespaces',
    'input.source.file',
  ]) {
    it(`not when it reads ${input}`, () => void expect(ask({ inputs: [input] })).to.equal(false));
  }

  for (const name of [
    'time.now_ns',
    'rand.intn',
    'uuid.rfc4122',
    'opa.runtime',
    'http.send',
    'external_data',
    'print',
  ]) {
    it(`not when it calls ${name}`, () => void expect(ask({ builtins: [name] })).to.equal(false));
  }

  for (const use of ['data', 'data.lib.allow', 'data.p.helper']) {
    it(`not when it refers to ${use}`, () => void expect(ask({ uses: [use] })).to.equal(false));
  }

  it('not when one of its files reads more', () => {
    expect(readsOnlySecrets([steady, { ...steady, path: 'q.rego', inputs: ['input.review.object'] }])).to.equal(false);
  });
});
