import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ModuleInspection } from '../../../src/core/policies/module-inspection.ts';
import { readsOnlySecrets } from '../../../src/core/policies/reads-only-secrets.ts';

const steady: ModuleInspection = {
  path: 'p.rego',
  package: 'p',
  rules: [],
  annotations: [],
  inventory: [],
  inputs: ['input.facts.secrets', 'input.parameters.deny', 'input.review.namespace'],
  builtins: ['count', 'glob.match', 'internal.member_2', 'sprintf'],
};
const TEXT = 'package p\n\nimport rego.v1\n\nviolation contains "x" if some f in input.facts.secrets';

const ask = (changes: Partial<ModuleInspection>, text: string = TEXT): boolean =>
  readsOnlySecrets([{ ...steady, ...changes }], new Map([['p.rego', text]]));

describe('A policy reads only what was found of secrets', () => {
  it('when its inputs, functions and text name nothing else in which two inputs differ', () => {
    expect(ask({})).to.equal(true);
    expect(ask({}, TEXT.replace('rego.v1', 'future.keywords.in'))).to.equal(true);
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

  for (const line of ['allow if data.lib.allow', 'import data.lib', 'import input.review as r', 'x := data [y]']) {
    it(`not with "${line}"`, () => void expect(ask({}, `${TEXT}\n${line}`)).to.equal(false));
  }

  it('not when one of its files is another, or unknown', () => {
    const files = [steady, { ...steady, path: 'q.rego', inputs: ['input.review.object'] }];
    const texts = ['p.rego', 'q.rego'].map((path) => [path, TEXT] as const);
    expect(readsOnlySecrets(files, new Map(texts))).to.equal(false);
    expect(readsOnlySecrets([steady], new Map())).to.equal(false);
  });
});
