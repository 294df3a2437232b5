import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { constraint, template } from '../../core/gatekeeper/sources.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';
import { gatorPeer } from './gator-peer.ts';
import { runDifferential, type DifferentialReport } from './run-differential.ts';
import { runProgram } from './run-program.ts';

const LABELS = `package labels
violation[{"msg": msg, "details": {"missing": missing}}] {
  missing := {l | l := input.parameters.labels[_]} - {l | input.review.object.metadata.labels[l]}
  count(missing) > 0
  msg := sprintf("%v/%v needs %v", [input.review.kind.kind, input.review.object.metadata.name, missing])
}`;
const LABELS_SCHEMA = `      validation:
        openAPIV3Schema:
          type: object
          properties:
            labels: {type: array, items: {type: string}}
`;
const UNIQUE = `package unique
violation[{"msg": msg}] {
  other := data.inventory.namespace[_][_]["Pod"][name]
  name != input.review.object.metadata.name
  other.spec.host == input.review.object.spec.host
  msg := concat(",", [k | other.spec[k]])
}`;
const EXPANSION = `apiVersion: expansion.gatekeeper.sh/v1beta1
kind: ExpansionTemplate
metadata: {name: deployments}
spec:
  applyTo: [{groups: [apps], versions: [v1], kinds: [Deployment]}]
  templateSource: spec.template
  generatedGVK: {group: "", version: v1, kind: Pod}
`;
const pod = (name: string, labels: string, namespace: string = 'shop'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}, labels: ${labels}}\nspec: {host: a, z: 1, b: 2}\n`;

/** The rows of the table in which `gator test` says the opposite of Gatekeeper's webhook about a cluster-scoped object. */
const CLUSTER_SCOPE: Readonly<Record<string, readonly [match: string, isSelected: boolean]>> = {
  'scope-cluster': ['{scope: Cluster}', true],
  'scope-namespaced': ['{scope: Namespaced}', false],
  namespaces: ['{namespaces: [foo]}', true],
  'excluded-namespaces': ['{excludedNamespaces: ["*"]}', true],
  'namespace-selector': ['{namespaceSelector: {matchLabels: {a: b}}}', true],
};

describe('gator and sluice', function () {
  this.timeout(60_000);
  if (runProgram('gator', ['--version']) === undefined) {
    it.skip('skipped: gator is not on the PATH');
    return;
  }
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
    folder.write('policy/labels.yaml', template('Labels', LABELS, LABELS_SCHEMA));
  });
  afterEach(() => folder[Symbol.dispose]());

  const compare = (...files: readonly string[]): DifferentialReport =>
    runDifferential(gatorPeer, {
      policy: `${folder.path}/policy`,
      files: files.map((file) => `${folder.path}/${file}`),
      shared: [],
    });

  it('say the same, with expansion and inventory', () => {
    folder.write('policy/owner.yaml', constraint('Labels', 'owner', '{parameters: {labels: [owner, team]}}'));
    folder.write(
      'policy/pods.yaml',
      constraint(
        'Labels',
        'pods',
        '{match: {kinds: [{apiGroups: [""], kinds: [Pod]}], namespaces: ["sh*"]}, parameters: {labels: [a]}}',
      ),
    );
    folder.write('policy/unique.yaml', `${template('Unique', UNIQUE)}---\n${constraint('Unique', 'host')}`);
    folder.write('policy/expansion.yaml', EXPANSION);
    folder.write('a.yaml', `${pod('one', '{owner: x}')}---\n${pod('two', '{a: b}')}`);
    folder.write('b.yaml', pod('three', '{}', 'other'));
    folder.write(
      'c.yaml',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {template: {metadata: {labels: {owner: x}}}}\n',
    );
    const { lines, unexplained, explained, leftOut } = compare('a.yaml', 'b.yaml', 'c.yaml');
    expect(unexplained).to.deep.equal([]);
    expect([...explained.keys()]).to.deep.equal([]);
    expect(leftOut).to.deep.equal([]);
    expect(lines).to.be.greaterThan(9);
  });

  it('differ in the five rows about cluster-scoped objects, where sluice says what the webhook says', () => {
    for (const [name, [match]] of Object.entries(CLUSTER_SCOPE)) {
      folder.write(
        `policy/${name}.yaml`,
        constraint('Labels', name, `{match: ${match}, parameters: {labels: [owner]}}`),
      );
    }
    folder.write('role.yaml', 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: admin}\n');
    const { unexplained, explained } = compare('role.yaml');
    expect(unexplained).to.deep.equal([]);
    const differences = [...explained.values()].flat().map(({ place, side }) => `${place.split(' ')[0]} ${side}`);
    expect(differences).to.have.members(
      Object.entries(CLUSTER_SCOPE).map(([name, [, isSelected]]) => `Labels/${name} ${isSelected ? 'sluice' : 'peer'}`),
    );
  });

  it('are told apart when one of them says something else', () => {
    folder.write('policy/owner.yaml', constraint('Labels', 'owner', '{parameters: {labels: [owner]}}'));
    folder.write('a.yaml', pod('one', '{}'));
    const other = { ...gatorPeer, run: () => ({ kind: 'answers' as const, answers: [] }) };
    const report = runDifferential(other, {
      policy: `${folder.path}/policy`,
      files: [`${folder.path}/a.yaml`],
      shared: [],
    });
    expect(report.unexplained.map(({ side, line }) => `${side}: ${line}`)).to.deep.equal([
      'sluice: Pod/one needs {"owner"} {"missing":["owner"]}',
    ]);
  });
});
