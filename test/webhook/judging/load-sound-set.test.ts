import { expect } from 'chai';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import type { SourceWithLines } from '../../../src/core/gatekeeper/gatekeeper-set.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { toClusterObject } from '../../../src/node/cluster/cluster-object.ts';
import { DEFAULT_CONFIG } from '../../../src/node/config/config.ts';
import {
  loadSoundSet,
  PolicyFaultsError,
  type ClusterHistory,
  type SoundSet,
} from '../../../webhook/judging/load-sound-set.ts';
import { constraintOf, templateOf } from '../../support/gatekeeper-objects.ts';
import { isCompiled } from '../../support/program.ts';
import { rejection } from '../../support/rejection.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

describe('the policies of a cluster', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;

  before(function () {
    if (!isCompiled()) this.skip();
  });
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder?.[Symbol.dispose]());

  const load = (
    current: readonly JsonObject[],
    inForce: readonly JsonObject[] = [],
    { policies = [], ...more }: Partial<ClusterHistory> & { readonly policies?: readonly string[] } = {},
  ): Promise<SoundSet> => {
    const gatekeeper = current.map(sourceOf);
    const request = { cwd: folder.path, config: DEFAULT_CONFIG, policies, data: [], namespaces: [], gatekeeper };
    const before = new Map(inForce.map(sourceOf).map((one) => [one.source.file, one]));
    return loadSoundSet(request, { ...more, inForce: before });
  };

  it('are taken without those that do not compile, which are told of with their place', async () => {
    const { set, broken } = await load([
      templateOf('K8sGood'),
      templateOf('K8sBad', { rego: OOPS }),
      constraintOf('K8sGood'),
    ]);
    expect(set.policies.map(({ name }) => name)).to.deep.equal(['K8sGood']);
    expect(set.constraints.map(({ name }) => name)).to.deep.equal(['one']);
    expect(broken.map(({ file, earlier }) => [file, earlier])).to.deep.equal([
      ['cluster:ConstraintTemplate/k8sbad', undefined],
    ]);
    expect(broken[0]?.faults[0]).to.include({
      file: 'cluster:ConstraintTemplate/k8sbad#spec.targets[0].rego',
      line: 4,
    });
  });

  it('lose the constraints of a template that does not compile, each with a reason', async () => {
    const { set, broken } = await load([templateOf('K8sBad', { rego: OOPS }), constraintOf('K8sBad')]);
    expect(set.constraints).to.deep.equal([]);
    expect(broken.map(({ file }) => file)).to.deep.equal(['cluster:ConstraintTemplate/k8sbad', 'cluster:K8sBad/one']);
    expect(broken[1]?.faults[0]?.message).to.include('does not compile');
  });

  it('go on with the last good version of a template that was broken, and with its constraints', async () => {
    const good = templateOf('K8sA', { generation: 3 });
    const { set, broken } = await load(
      [templateOf('K8sA', { rego: OOPS, generation: 4 }), constraintOf('K8sA')],
      [good, constraintOf('K8sA')],
    );
    expect(set.constraints.map(({ name }) => name)).to.deep.equal(['one']);
    expect(broken.map(({ file, earlier }) => [file, earlier?.source.object])).to.deep.equal([
      ['cluster:ConstraintTemplate/k8sa', good],
    ]);
  });

  it('take new versions of constraints while their template goes on as it was', async () => {
    const now = constraintOf('K8sA', { generation: 2, parameters: { name: 'other' } });
    const { set, broken } = await load(
      [templateOf('K8sA', { rego: OOPS, generation: 4 }), now],
      [templateOf('K8sA', { generation: 3 }), constraintOf('K8sA')],
    );
    expect(set.constraints.map(({ parameters }) => parameters)).to.deep.equal([{ name: 'other' }]);
    expect(broken).to.have.length(1);
  });

  it('go on with the last good version of a constraint that does not fit its template any more', async () => {
    const { set, broken } = await load(
      [templateOf('K8sA'), constraintOf('K8sA', { generation: 2, parameters: { nme: 'typo' } })],
      [templateOf('K8sA'), constraintOf('K8sA')],
    );
    expect(set.constraints.map(({ parameters }) => parameters)).to.deep.equal([{ name: 'web' }]);
    expect(broken.map(({ file, earlier }) => [file, earlier !== undefined])).to.deep.equal([
      ['cluster:K8sA/one', true],
    ]);
    expect(broken[0]?.faults[0]).to.include({ file: 'cluster:K8sA/one#spec.parameters.nme' });
  });

  it('go on with the last good version of a template that the compiler stops at, and take what else has changed', async () => {
    const { set, broken } = await load(
      [
        templateOf('K8sA', { rego: ENDLESS, generation: 2 }),
        constraintOf('K8sA'),
        templateOf('K8sNew'),
        constraintOf('K8sNew'),
      ],
      [templateOf('K8sA'), constraintOf('K8sA')],
    );
    expect(set.policies.map(({ name }) => name)).to.have.members(['K8sA', 'K8sNew']);
    expect(set.constraints).to.have.length(2);
    expect(broken.map(({ file, earlier }) => [file, earlier !== undefined])).to.deep.equal([
      ['cluster:ConstraintTemplate/k8sa', true],
    ]);
    expect(broken[0]?.faults[0]).to.deep.include({
      code: 'POLICY_TOO_COSTLY',
      file: 'cluster:ConstraintTemplate/k8sa#spec.targets[0].rego',
    });
  });

  it('do not try once more what the compiler did not come to an end with, unless it has changed', async () => {
    const endless = templateOf('K8sA', { generation: 2 });
    const faults = [
      { code: 'POLICY_TOO_COSTLY', file: 'cluster:ConstraintTemplate/k8sa', line: 1, column: 1, message: 'endless' },
    ] as const;
    const costly = [{ file: 'cluster:ConstraintTemplate/k8sa', json: sourceOf(endless).source.resource.json, faults }];
    const known = await load([endless, constraintOf('K8sA')], [templateOf('K8sA')], { costly });
    expect(known.broken).to.have.nested.property('[0].faults[0].message', 'endless');
    expect(known.broken[0]?.earlier).not.to.equal(undefined);
    const changed = templateOf('K8sA', { generation: 3 });
    expect((await load([changed, constraintOf('K8sA')], [templateOf('K8sA')], { costly })).broken).to.deep.equal([]);
  });

  it('keep a template as it was when the new one would silence a constraint that is enforced', async () => {
    const next = templateOf('K8sA', { generation: 2, parameter: 'called' });
    const { set, broken } = await load([next, constraintOf('K8sA')], [templateOf('K8sA'), constraintOf('K8sA')]);
    expect(set.constraints.map(({ parameters }) => parameters)).to.deep.equal([{ name: 'web' }]);
    expect(broken.map(({ file, earlier }) => [file, earlier !== undefined])).to.deep.equal([
      ['cluster:ConstraintTemplate/k8sa', true],
    ]);
    expect(broken[0]?.faults[0]?.message).to.match(
      /^K8sA\/one, which is enforced, does not fit it: .*parameters\.name/,
    );
  });

  it('keep a template as it was also for the sake of several constraints, and all of these', async () => {
    const constraints = ['one', 'two', 'three'].map((name) => constraintOf('K8sA', { name }));
    const next = templateOf('K8sA', { generation: 2, parameter: 'called' });
    const { set, broken } = await load([next, ...constraints], [templateOf('K8sA'), ...constraints]);
    expect(set.constraints.map(({ name }) => name)).to.have.members(['one', 'two', 'three']);
    expect(broken.map(({ file, earlier }) => [file, earlier !== undefined])).to.deep.equal([
      ['cluster:ConstraintTemplate/k8sa', true],
    ]);
  });

  it('take a template and constraints that changed together', async () => {
    const next = templateOf('K8sA', { generation: 2, parameter: 'called' });
    const { set, broken } = await load(
      [next, constraintOf('K8sA', { generation: 2, parameters: { called: 'web' } })],
      [templateOf('K8sA'), constraintOf('K8sA')],
    );
    expect(broken).to.deep.equal([]);
    expect(set.constraints.map(({ parameters }) => parameters)).to.deep.equal([{ called: 'web' }]);
  });

  it('leave a constraint out that never fitted, and take the new template all the same', async () => {
    const next = templateOf('K8sA', { generation: 2, parameter: 'called' });
    const { set, broken } = await load([next, constraintOf('K8sA')], [templateOf('K8sA')]);
    expect(set.constraints).to.deep.equal([]);
    expect(broken.map(({ file, earlier }) => [file, earlier])).to.deep.equal([['cluster:K8sA/one', undefined]]);
  });

  it('do not take an expansion that would never end, and keep those that were there', async () => {
    const there = expansion('a', 'A', 'B');
    const { set, broken } = await load([there, expansion('b', 'B', 'A')], [there]);
    expect(set.expansions.filter(({ isBuiltIn }) => !isBuiltIn).map(({ name }) => name)).to.deep.equal(['a']);
    expect(broken.map(({ file }) => file)).to.deep.equal(['cluster:ExpansionTemplate/b']);
  });

  it('are told of also where they share broken libraries with another template', async () => {
    const libs = ['package lib.shared\n\nhelp(x) = y { y := oops(x) }\n'];
    const rego = `package a\n\nimport data.lib.shared\n\n${RULE}`;
    const { set, broken } = await load([
      templateOf('K8sA', { rego, libs }),
      templateOf('K8sB', { rego, libs }),
      templateOf('K8sC', { rego: RULE_C }),
    ]);
    expect(set.policies.map(({ name }) => name)).to.deep.equal(['K8sC']);
    expect(broken.map(({ file }) => file)).to.deep.equal([
      'cluster:ConstraintTemplate/k8sa',
      'cluster:ConstraintTemplate/k8sb',
    ]);
  });

  it('do not begin to look up an inventory that is not complete: they would find nothing, and allow', async () => {
    const looking = templateOf('K8sA', { generation: 2, rego: LOOKS_UP });
    const { set, broken } = await load([looking, constraintOf('K8sA')], [templateOf('K8sA'), constraintOf('K8sA')], {
      incomplete: 'not listed yet: v1 Pod',
    });
    expect(set.inventory).to.equal(undefined);
    expect(broken.map(({ earlier, faults }) => [earlier !== undefined, faults[0]?.message])).to.deep.equal([
      [true, 'it looks up data.inventory, which is not complete: not listed yet: v1 Pod'],
    ]);
    const later = await load([looking, constraintOf('K8sA')], [templateOf('K8sA'), constraintOf('K8sA')]);
    expect([later.set.inventory, later.broken]).to.deep.equal([{}, []]);
  });

  it('go on looking up an inventory that they looked up before, when it is not complete for a while', async () => {
    const looking = templateOf('K8sA', { rego: LOOKS_UP });
    const { broken } = await load([looking], [looking], { incomplete: 'the server is away' });
    expect(broken).to.deep.equal([]);
  });

  it('do not hide a fault in a file of our own: that set is not taken at all', async () => {
    const file = folder.write('own.rego', 'package own\n\ndeny contains "no" if oops(1)\n');
    const fault = await rejection(load([templateOf('K8sBad', { rego: OOPS })], [], { policies: [file] }));
    expect(fault).to.be.instanceOf(PolicyFaultsError);
    expect(String(fault)).to.include('own.rego');
    expect(String(fault)).not.to.include('k8sbad');
  });
});

const OOPS = 'package a\n\nviolation[{"msg": msg}] {\n  msg := oops(1)\n}\n';
const RULE = 'violation[{"msg": msg}] {\n  msg := shared.help(1)\n}\n';
const RULE_C = 'package c\n\nviolation[{"msg": "no"}] {\n  input.review.object.metadata.name == "c"\n}\n';
/** Its sum is nested too deeply for the stack of the compiler. */
const ENDLESS = `package a\n\nviolation[{"msg": "x"}] {\n  ${Array(3000).fill('1').join('+')} == 3000\n}\n`;

const LOOKS_UP = 'package a\n\nviolation[{"msg": "taken"}] {\n  data.inventory.cluster\n}\n';

function sourceOf(object: JsonObject): SourceWithLines {
  const read = toClusterObject(object, '');
  if (read === undefined) throw new Error('it is no object of Kubernetes');
  return read.source;
}

const expansion = (name: string, from: string, to: string): JsonObject => ({
  apiVersion: 'expansion.gatekeeper.sh/v1beta1',
  kind: 'ExpansionTemplate',
  metadata: { name, uid: name, generation: 1 },
  spec: {
    applyTo: [{ groups: ['x.dev'], versions: ['v1'], kinds: [from] }],
    templateSource: 'spec.template',
    generatedGVK: { group: 'x.dev', version: 'v1', kind: to },
  },
});
