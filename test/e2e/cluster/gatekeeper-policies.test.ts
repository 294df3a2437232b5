import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { packageRoot } from '../../../src/node/package-root.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import { sharedCluster } from '../../support/kube/shared-cluster.ts';
import { WebhookNamespace } from '../../support/kube/webhook-namespace.ts';
import { isCompiled } from '../../support/program.ts';

/** In the words of whoever starts with Gatekeeper: Rego v0, no schema for the parameters. */
const TEMPLATE = `apiVersion: templates.gatekeeper.sh/v1beta1
kind: ConstraintTemplate
metadata: {name: k8srequiredlabels}
spec:
  crd: {spec: {names: {kind: K8sRequiredLabels}}}
  targets:
    - target: admission.k8s.gatekeeper.sh
      rego: |
        package required
        violation[{"msg": msg, "details": {"missing": absent}}] {
          absent := {l | l := input.parameters.labels[_]} - {l | input.review.object.metadata.labels[l]}
          count(absent) > 0
          msg := sprintf("you must provide labels: %v", [absent])
        }
`;

/** For what the template does not say: whom it is about, and which labels. */
const CONSTRAINT = `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sRequiredLabels
metadata: {name: must-have-owner}
spec:
  match: {kinds: [{apiGroups: ["", apps], kinds: [Namespace, ConfigMap, Deployment]}]}
  parameters: {labels: [owner, team]}
`;

/**
 * The template of a document that lost its indentation when it became text: the lines of YAML are those up to the Rego, each
 * one deeper where the one before opens a block, and the Rego is what follows up to its last brace.
 */
function templateInSeeds(): string | undefined {
  const folder = path.join(packageRoot(), '..', 'shared', 'seeds');
  if (!existsSync(folder)) return undefined;
  const texts = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
  const [found] = texts.flatMap((text) => /apiVersion: templates\.gatekeeper\.sh\/[^]*?\n\}\n/.exec(text) ?? []);
  return found === undefined ? undefined : indented(found);
}

const DEPTHS: readonly (readonly [RegExp, number])[] = [
  [/^(apiVersion|kind: ConstraintTemplate|metadata:)/, 0],
  [/^name:/, 2],
  [/^crd:/, 2],
  [/^names:/, 6],
  [/^kind:/, 8],
  [/^targets:/, 2],
  [/^- target:/, 4],
  [/^rego:/, 6],
];

function indented(text: string): string {
  const [yaml = '', rego = ''] = text.split(/(?<=rego: \|\n)/);
  let specs = 0;
  const lines = yaml.split('\n').map((line) => {
    const depth = line === 'spec:' ? 4 * specs++ : (DEPTHS.find(([pattern]) => pattern.test(line))?.[1] ?? 0);
    return `${' '.repeat(depth)}${line}`;
  });
  return `${lines.join('\n')}${rego.replaceAll(/^(?=.)/gm, '        ')}`;
}

describe("Gatekeeper's templates and constraints, at a real API server", function () {
  this.timeout(300_000);
  if (NO_CLUSTER !== undefined) {
    it.skip(`skipped: ${NO_CLUSTER}`);
    return;
  }
  before(function () {
    if (!isCompiled()) this.skip();
  });

  deniesAndAdmits('an own template', TEMPLATE);
  const seed = templateInSeeds();
  if (seed === undefined) it.skip('skipped: the documents that the project comes from are not beside it');
  else deniesAndAdmits('the template of the documents that the project comes from', seed);
});

function deniesAndAdmits(title: string, template: string): void {
  describe(title, () => {
    let place: WebhookNamespace;
    before(async () => {
      const files = { 'policy/template.yaml': template, 'policy/constraint.yaml': CONSTRAINT };
      place = await WebhookNamespace.open(await sharedCluster(), { files });
    });
    after(async () => place?.[Symbol.asyncDispose]());
    const configMap = (name: string, labels: JsonObject): JsonObject => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: place.name, labels },
    });

    it('denies what lacks a label, naming the label and the constraint', async () => {
      const object = configMap('bad', { owner: 'a' });
      const { status, stderr } = await place.apply(object);
      expect(status).to.equal(1);
      expect(stderr).to.match(
        /\(Forbidden\): .*admission webhook "admit\.sluice\.dev" denied the request: \[must-have-owner\] you must provide labels: \{"team"\}/,
      );
      const failed = place.check(object).results.find(({ status: said }) => said === 'fail');
      expect(place.lastVerdict('create', 'configmaps').verdictId).to.equal(failed?.verdictId);
    });
    it('admits what has them all', async () => {
      const object = configMap('good', { owner: 'a', team: 'b' });
      const { status, stderr } = await place.apply(object);
      expect([status, stderr]).to.deep.equal([0, '']);
      const [passed] = place.check(object).results;
      expect(place.lastVerdict('create', 'configmaps')).to.deep.include({
        verdict: 'allow',
        verdictId: passed?.verdictId,
      });
    });
    it('leaves alone what the constraint does not select', async () => {
      const { status } = await place.kubectl(['create', 'secret', 'generic', 'unselected']);
      expect(status).to.equal(0);
      expect(place.lastVerdict('create', 'secrets').verdict).to.equal('idle');
    });
    it('denies a change to the Namespace itself', async () => {
      const { stderr } = await place.cluster.kubectl(['annotate', 'namespace', place.name, 'a=b']);
      expect(stderr).to.match(/\[must-have-owner\] you must provide labels: \{"owner", "team"\}/);
    });
  });
}
