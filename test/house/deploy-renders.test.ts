import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { compareText } from '../../src/core/compare-text.ts';
import { textAt } from '../../src/core/gatekeeper/read-fields.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/model/json.ts';
import { programArguments } from '../support/program.ts';
import {
  helmTemplate,
  nameOf,
  NO_HELM,
  NO_KUSTOMIZE,
  renderBase,
  renderChart,
  renderOverlay,
  toObjects,
} from '../support/rendered-deploy.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const METRICS = ['metrics.enabled', 'metrics.serviceMonitor', 'metrics.prometheusRule', 'metrics.dashboard'];
const FULL = ['cluster.enabled=true', ...METRICS.map((name) => `${name}=true`)];
const NO_BOTH = NO_KUSTOMIZE ?? NO_HELM;
const DIGEST = `sha256:${'0'.repeat(64)}`;

describe(`the chart and the base${NO_BOTH === undefined ? '' : ` (skipped: ${NO_BOTH})`}`, function () {
  this.timeout(60_000);
  if (NO_BOTH !== undefined) return void it.skip('say the same');

  it('say the same with everything, but for who manages it and the Namespace', () => {
    const base = toObjects(renderOverlay('full')).filter(({ kind }) => kind !== 'Namespace');
    expect(byName(toObjects(renderChart(FULL)))).to.deep.equal(byName(base));
  });

  it('say the same with as little as can be', () => {
    const base = toObjects(renderOverlay('default')).filter(({ kind }) => kind !== 'Namespace');
    expect(byName(toObjects(renderChart([])))).to.deep.equal(byName(base));
  });

  it('say the same with all that takes rights of its own', () => {
    const parts = ['cluster', 'pull-secrets', 'audit', 'events', 'metrics'];
    const base = toObjects(renderBase(['webhook', 'own-certificates', ...parts]));
    const rights = ['images.pullSecrets.enabled=true', 'audit.enabled=true', 'events.admission=true'];
    expect(byName(toObjects(renderChart([...FULL, ...rights])))).to.deep.equal(
      byName(base.filter(({ kind }) => kind !== 'Namespace')),
    );
  });

  it('say the same with certificates of cert-manager', () => {
    const base = toObjects(renderOverlay('cert-manager')).filter(({ kind }) => kind !== 'Namespace');
    expect(byName(toObjects(renderChart(['tls.source=certManager'])))).to.deep.equal(byName(base));
  });
});

describe(`the chart${NO_HELM === undefined ? '' : ` (skipped: ${NO_HELM})`}`, function () {
  this.timeout(60_000);
  if (NO_HELM !== undefined) return void it.skip('refuses what would not work');

  it('refuses what would not work, and says why', () => {
    const refusals = [
      [
        ['tls.source=secret'],
        /tls\.caBundle is missing: with failurePolicy Fail the API server would refuse everything/,
      ],
      [['terminationGracePeriodSeconds=20'], /the last answers would be cut off/],
      [['webhook.failurePolicy=fail'], /failurePolicy/],
      [['replicas=0'], /replicas/],
      [['polices.x=1'], /polices/],
      [['events.audit=true'], /events\.audit tells of what an audit finds: set audit\.enabled/],
      [['policyConfigMaps={policies}'], /policyConfigMaps/],
      [['policiesFrom.configMap=a', 'policiesFrom.secret=b'], /policiesFrom/],
    ] as const;
    for (const [values, message] of refusals) {
      const { status, stderr } = helmTemplate(values);
      expect(stderr, values.join()).to.match(message);
      expect(status, values.join()).to.equal(1);
    }
  });

  it('narrows what may be read to what is named', () => {
    const objects = byName(
      toObjects(
        renderChart([
          'images.pullSecrets.enabled=true',
          'images.pullSecrets.namespaces={shop,bank}',
          'images.pullSecrets.names={regcred}',
          'policyConfigMaps={sluice-system/policies}',
          'events.admission=true',
          'events.withObjects=true',
        ]),
      ),
    );
    const names = Object.keys(objects).filter((name) => /^(?:Cluster)?Role /.test(name));
    expect(names.sort()).to.deep.equal([
      'ClusterRole sluice-certificates',
      'ClusterRole sluice-events',
      'Role bank/sluice-pull-secrets',
      'Role shop/sluice-pull-secrets',
      'Role sluice-system/sluice',
      'Role sluice-system/sluice-policies-policies',
    ]);
    expect(objects['Role shop/sluice-pull-secrets']).to.deep.include({
      rules: [
        { apiGroups: [''], resources: ['secrets'], resourceNames: ['regcred'], verbs: ['get'] },
        { apiGroups: [''], resources: ['serviceaccounts'], verbs: ['get'] },
      ],
    });
    expect(objects['Role sluice-system/sluice-policies-policies']).to.deep.include({
      rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['policies'], verbs: ['list', 'watch'] }],
    });
    const deployment = JSON.stringify(objects['Deployment sluice-system/sluice']);
    expect(deployment).to.include('"--policy=configmap://sluice-system/policies"');
  });

  it('mounts own policies and gives them to the server', () => {
    const objects = byName(toObjects(renderChart(['policies.a\\.rego=package a'])));
    expect(objects['ConfigMap sluice-system/sluice-policies']).to.deep.include({ data: { 'a.rego': 'package a\n' } });
    const deployment = JSON.stringify(objects['Deployment sluice-system/sluice']);
    expect(deployment).to.include('"--policy=/etc/sluice/policies"').and.to.include('"name":"sluice-policies"');
  });
});

describe(`what is deployed, by the policies that ship${NO_KUSTOMIZE === undefined ? '' : ` (skipped: ${NO_KUSTOMIZE})`}`, function () {
  this.timeout(60_000);
  if (NO_KUSTOMIZE !== undefined) return void it.skip('is allowed');

  it('is allowed, with its image pinned', () => {
    const images = [{ name: 'ghcr.io/sluice/sluice', digest: DIGEST }];
    expect(violationsOf(renderBase(['webhook', 'own-certificates', 'metrics'], { images }))).to.deep.equal([]);
  });

  it('reads kinds with --cluster that nobody can name before, and nothing else is wrong with it', () => {
    expect(violationsOf(renderOverlay('full'))).to.deep.equal([
      'no-wildcard-rbac ClusterRole sluice',
      'pinned-images Deployment sluice',
    ]);
  });

  it('is allowed as a chart, too', function () {
    if (NO_HELM !== undefined) this.skip();
    expect(violationsOf(renderChart([...FULL, `image.digest=${DIGEST}`]))).to.deep.equal([
      'no-wildcard-rbac ClusterRole sluice',
    ]);
  });
});

/** `policy Kind name` of whatever is not passed, warnings included. */
function violationsOf(rendered: string): readonly string[] {
  using folder = temporaryFolder();
  folder.write('sluice.yaml', JSON.stringify(CONFIG));
  folder.write('rendered.yaml', rendered);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [...programArguments(), 'check', '-o', 'json', '--show-passed', '--no-cache', 'rendered.yaml'],
    { cwd: folder.path, encoding: 'utf8' },
  );
  if (stdout === '') throw new Error(stderr);
  const { results } = JSON.parse(stdout);
  expect(results.length).to.be.greaterThan(50);
  return results
    .filter(({ status }: { status: string }) => status !== 'pass')
    .map((one: Violated) => `${one.policy} ${one.resource?.kind} ${one.resource?.name}`)
    .sort();
}

interface Violated {
  readonly policy: string;
  readonly resource?: { readonly kind: string; readonly name: string };
}

const CONFIG: JsonObject = {
  apiVersion: 'sluice.dev/v1alpha1',
  kind: 'Config',
  shipped: ['baseline', 'pod-security', 'gitops'],
};

/** Objects by name, without what says who made them. */
function byName(objects: readonly JsonObject[]): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(objects.map((object) => [nameOf(object), withoutMaker(object)]));
}

const OF_MAKERS = new Set(['app.kubernetes.io/managed-by', 'app.kubernetes.io/version']);

function withoutMaker(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return inOrder(value.map(withoutMaker));
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !OF_MAKERS.has(key));
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutMaker(member)]));
}

/** Where everything has a name, as volumes have, the order says nothing. */
function inOrder(list: readonly JsonValue[]): readonly JsonValue[] {
  const names = list.map((one) => (isJsonObject(one) ? textAt(one, ['name']) : ''));
  if (names.includes('')) return list;
  return [...list].sort((a, b) => compareText(textAt(a, ['name']), textAt(b, ['name'])));
}
