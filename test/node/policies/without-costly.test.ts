import { expect } from 'chai';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { loadRegoEngine } from '../../../src/node/engine/rego-engine.ts';
import { compilePolicySet, type CompiledPolicySet } from '../../../src/node/policies/compile-policy-set.ts';
import { readPolicySources } from '../../../src/node/policies/read-policy-sources.ts';
import { isCompiled } from '../../support/program.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

/** Enough for what is sound, on a machine that does much else, and little for what never ends. */
const LIMIT_MS = 6000;

describe('a policy that the compiler does not come to an end with', function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;

  before(function () {
    if (!isCompiled()) this.skip();
  });
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder?.[Symbol.dispose]());

  const compile = (
    files: Readonly<Record<string, string>>,
    limitMs: (modules: number) => number = () => LIMIT_MS,
  ): CompiledPolicySet => {
    for (const [name, text] of Object.entries(files)) folder.write(`policy/${name}`, text);
    const sources = readPolicySources(folder.path, [{ path: 'policy' }], []);
    return compilePolicySet(sources, {}, loadRegoEngine({ limitMs }));
  };
  const namesOf = ({ policies }: CompiledPolicySet): readonly string[] => policies.map(({ name }) => name);
  const faultsOf = ({ faults }: CompiledPolicySet): readonly string[] =>
    faults.map(({ code, file, line }) => `${code} ${file}:${line}`);

  it('is named, and left out, when it would take years', () => {
    const compiled = compile({ 'a.rego': deny('a'), 'endless.rego': deny('endless', ENDLESS), 'z.rego': deny('z') });
    expect(namesOf(compiled)).to.deep.equal(['a', 'z']);
    expect(faultsOf(compiled)).to.deep.equal(['POLICY_TOO_COSTLY policy/endless.rego:1']);
    expect(compiled.faults[0]?.message)
      .to.include('it took more than 6 seconds')
      .and.to.include('as rules of their own');
  });

  it('is named, and left out, when it overflows the stack of the compiler, or of its parser', () => {
    const compiled = compile({
      'a.rego': deny('a'),
      'deep.rego': deny('deep', sum(3000)),
      'deeper.rego': deny('deeper', sum(60_000)),
    });
    expect(namesOf(compiled)).to.deep.equal(['a']);
    expect(faultsOf(compiled)).to.have.members([
      'POLICY_TOO_COSTLY policy/deep.rego:1',
      'POLICY_TOO_COSTLY policy/deeper.rego:1',
    ]);
  });

  it('takes those with it that refer to it: half a policy allows what the other half forbids', () => {
    const user = 'package user\n\nimport data.deep\n\ndeny contains "x" if deep.deny\n';
    const compiled = compile({ 'a.rego': deny('a'), 'deep.rego': deny('deep', sum(3000)), 'user.rego': user });
    expect(namesOf(compiled)).to.deep.equal(['a']);
    expect(faultsOf(compiled)).to.include('POLICY_TOO_COSTLY policy/deep.rego:1');
    expect(faultsOf(compiled).some((fault) => fault.startsWith('POLICY_INVALID policy/user.rego'))).to.equal(true);
  });

  it('is found where the costly part is in a library, which takes all templates that have it', () => {
    const library = `package lib.deep\n\nhelp { ${sum(3000)} == 1 }\n`;
    const compiled = compile({
      'one.yaml': template('K8sOne', 'data.lib.deep.help', library),
      'two.yaml': template('K8sTwo', 'data.lib.deep.help; true', library),
      'three.yaml': template('K8sThree', 'true'),
    });
    expect(namesOf(compiled)).to.deep.equal(['K8sThree']);
    expect(faultsOf(compiled).join())
      .to.include('one.yaml')
      .and.to.include('two.yaml')
      .and.not.to.include('three.yaml');
  });

  it('is nobody when each by itself can be compiled: then there are too many', () => {
    const files = { 'a.rego': deny('a'), 'b.rego': deny('b') };
    expect(() => compile(files, (modules) => (modules > 1 ? 1 : LIMIT_MS)))
      .to.throw('use fewer of them in one set')
      .with.property('code', 'ENGINE_FAILED');
  });
});

/** OPA's compiler takes more than twice as long with each level. */
const ENDLESS = Array.from({ length: 24 }).reduce<string>(
  (inner, _, level) => `{y${level} | y${level} := ${inner}}`,
  '1',
);

const sum = (parts: number): string => Array(parts).fill('1').join('+');

const deny = (name: string, value = '1'): string =>
  `package ${name}\n\ndeny contains "x" if {\n  value := ${value}\n  value\n}\n`;

const template = (kind: string, body: string, library?: string): string => `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata: {name: ${kind.toLowerCase()}}
spec:
  crd: {spec: {names: {kind: ${kind}}}}
  targets:
    - target: admission.k8s.gatekeeper.sh
      rego: ${JSON.stringify(`package a\nviolation[{"msg": "x"}] { ${body} }\n`)}
      libs: ${JSON.stringify(library === undefined ? [] : [library])}
`;
