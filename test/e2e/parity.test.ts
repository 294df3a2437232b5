import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { decide } from '../../src/core/model/decision.ts';
import { ENFORCEMENT_POINTS, type EnforcementPoint } from '../../src/core/model/enforcement.ts';
import type { JsonObject } from '../../src/core/model/json.ts';
import type { Report } from '../../src/core/model/report.ts';
import { DEFAULT_CONFIG, type Config } from '../../src/node/config/config.ts';
import { loadPolicySet } from '../../src/node/policies/load-policy-set.ts';
import { FourPoints, keyOfObject, saidOf, type Point } from '../support/four-points.ts';
import { isCompiled } from '../support/program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TODAY = '2026-11-21';

const OWN_POLICIES: Readonly<Record<string, string>> = {
  'images.rego': `# METADATA
# title: Images
# custom: {policy: images, severity: high, match: {excludedNamespaces: [kube-*]}}
package policies.images

violation contains {"msg": sprintf("%s uses %s", [container.name, container.image]), "details": {"image": container.image}} if {
	some container in _containers
	endswith(container.image, ":latest")
}

_containers contains container if some container in input.review.object.spec.containers
_containers contains container if some container in input.review.object.spec.template.spec.containers
_containers contains container if some container in input.review.object.spec.jobTemplate.spec.template.spec.containers
`,
  'owner.rego': `package owner

warn contains msg if {
	not input.metadata.labels.owner
	msg := sprintf("%s/%s has no owner", [input.kind, input.metadata.name])
}

deny contains "nobody may own it" if input.metadata.labels.owner == "nobody"
`,
  'names.rego': `# METADATA
# custom: {policy: names, match: {namespaceSelector: {matchLabels: {env: prod}}}}
package policies.names

violation contains {"msg": sprintf("%q in %q: %d characters", [input.review.name, input.review.namespace, count(input.review.name)])} if {
	regex.match("[^a-z-]", input.review.name)
}

violation contains {"msg": sprintf("labels of the Namespace: %v", [input.review.namespaceObject.metadata.labels])} if {
	input.review.object.metadata.annotations.ask == "namespace"
}
`,
  'roles.rego': `# METADATA
# custom: {policy: roles, match: {scope: Cluster, kinds: [{apiGroups: ["*"], kinds: ["*"]}]}}
package policies.roles

violation contains {"msg": sprintf("rule %d gives everything", [index]), "path": ["rules", index]} if {
	some index, rule in input.review.object.rules
	"*" in rule.verbs
}
`,
};

const meta = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  namespace: 'shop',
  labels: { owner: 'team-a' },
  ...more,
});
const pod = (image: string): JsonObject => ({ containers: [{ name: 'main', image }] });

/** Nobody's, and in parts, so that no scanner takes this file for a leak. */
const GITHUB_TOKEN = ['gh', 'o_', '16C7e42F292c6912', 'E7710c838347Ae178B4a'].join('');
const PASSWORD = ['Zq8s', 'dfP4w', '7xx!'].join('');

const OBJECTS: readonly JsonObject[] = [
  { apiVersion: 'v1', kind: 'Pod', metadata: meta('passes'), spec: pod('web:1.2.3') },
  { apiVersion: 'v1', kind: 'Pod', metadata: meta('denied'), spec: pod('web:latest') },
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: meta('warned', { labels: { app: 'x' } }),
    data: { 'a.conf': 'x=1\n' },
  },
  { apiVersion: 'v1', kind: 'Pod', metadata: meta('both', { labels: { owner: 'nobody' } }), spec: pod('web:latest') },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'all', labels: { owner: 'a' } },
    rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
  },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { env: 'prod', owner: 'team-a' } } },
  {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { generateName: 'once-', namespace: 'shop', labels: { owner: 'a' } },
    spec: { template: { spec: { ...pod('job:latest'), restartPolicy: 'Never' } } },
  },
  {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: meta('nightly'),
    spec: {
      schedule: '@daily',
      jobTemplate: { spec: { template: { spec: { ...pod('cron:latest'), restartPolicy: 'Never' } } } },
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta('ünï-日本-😀', { annotations: { note: 'ß "quoted" \\ e\u0301 line' } }),
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'u' } },
      template: { metadata: { labels: { app: 'u' } }, spec: pod('ünï:latest') },
    },
  },
  { apiVersion: 'v1', kind: 'Pod', metadata: meta('system', { namespace: 'kube-system' }), spec: pod('web:latest') },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta('asks', { annotations: { ask: 'namespace' } }),
    spec: { ports: [{ port: 80 }] },
  },
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: meta('holds-secrets', { annotations: { note: 'ünï', token: GITHUB_TOKEN } }),
    data: { 'app.properties': `# ü\ndb.user=shop\ndb.password=${PASSWORD}\n`, DB_PASSWORD: PASSWORD },
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: meta('is-told-secrets'),
    spec: {
      containers: [
        {
          name: 'main',
          image: 'web:1.2.3',
          args: [`--api-token=${GITHUB_TOKEN}`],
          env: [
            { name: 'DB_PASSWORD', value: PASSWORD },
            { name: 'OTHER_PASSWORD', value: '$(DB_PASSWORD)' },
            { name: 'KEPT', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
          ],
        },
      ],
    },
  },
  {
    apiVersion: 'example.org/v1',
    kind: 'Widget',
    metadata: meta('numbers'),
    spec: { big: 9007199254740991, small: 0.5, text: 'yes', flag: true },
  },
];

/** The Namespaces as a cluster has them; the webhook knows them from the configuration, the other points could from the files. */
const NAMESPACES: Config['namespaces'] = [
  { name: 'shop', labels: { env: 'prod', owner: 'team-a' } },
  { name: 'kube-system', labels: {} },
];

const KEYS = OBJECTS.map(keyOfObject);

const pointsFor = (config: Partial<Config>, own: Readonly<Record<string, string>>): FourPoints =>
  new FourPoints({ objects: OBJECTS, config: { namespaces: NAMESPACES, ...config }, own, today: TODAY });

/** A policy may say where it is asked; one that is not asked somewhere has no verdict there to compare. */
const NOT_EVERYWHERE: Readonly<Record<string, string>> = {};

describe('the same objects under the same policies', function () {
  this.timeout(120_000);
  before(function () {
    if (!isCompiled()) this.skip();
  });

  const sets: readonly (readonly [title: string, own: Readonly<Record<string, string>>, shipped: boolean])[] = [
    ['of its own, in all forms', OWN_POLICIES, false],
    ['that ship', {}, true],
  ];
  for (const [title, own, shipped] of sets) {
    describe(`policies ${title}`, () => {
      const points = new Map<EnforcementPoint, Point>();
      const reports = new Map<EnforcementPoint, Report>();
      let outcome = '';

      before(async () => {
        const names = shipped
          ? (await shippedPolicies())
              .filter(({ points: asked }) => asked.length === ENFORCEMENT_POINTS.length)
              .map(({ name }) => name)
          : [];
        await using four = pointsFor({ shipped: names }, own);
        reports.set('ci', await four.ci());
        reports.set('commit', await four.commit());
        const gate = await four.sync();
        reports.set('sync', gate.report);
        outcome = gate.outcome;
        for (const [point, report] of reports) points.set(point, saidOf(report));
        points.set('admission', await four.admission());
      });
      after(() => points.clear());

      for (const [index, key] of KEYS.entries()) {
        it(`have one verdict at commit, CI, admission and sync: ${key}`, () => {
          const said = ENFORCEMENT_POINTS.map((point) => points.get(point)?.get(KEYS[index] ?? ''));
          const [first] = said;
          expect(first?.id).to.match(/^[0-9a-f]{64}$/);
          expect(said).to.deep.equal(said.map(() => first));
        });
      }
      it('have a different verdict for each object', () => {
        expect(new Set([...(points.get('ci')?.values() ?? [])].map(({ id }) => id)).size).to.equal(KEYS.length);
      });
      it('are decided alike as a whole, and are not promoted', () => {
        const decisions = [...reports.values()].map((report) => decide(report, 'deny'));
        expect(decisions[0]?.kind).to.equal('deny');
        expect(decisions).to.deep.equal(decisions.map(() => decisions[0]));
        expect(outcome).to.equal('blocked');
      });
      it('are judged by the same policy set', () => {
        expect(new Set([...reports.values()].map(({ policySet }) => policySet)).size).to.equal(1);
      });
    });
  }

  it('meet every decision that there is', async () => {
    await using four = pointsFor({}, OWN_POLICIES);
    const said = saidOf(await four.ci());
    expect(new Set([...said.values()].map(({ decision }) => decision))).to.deep.equal(new Set(['allow', 'deny']));
    expect(
      Object.fromEntries([...said].map(([key, { decision }]) => [key.split('/').at(-1), decision])),
    ).to.deep.include({
      passes: 'allow',
      denied: 'deny',
      warned: 'allow',
      all: 'deny',
      system: 'allow',
      'once-': 'deny',
    });
  });

  it('are asked every shipped policy at every point, except those with a reason', async () => {
    const limited = (await shippedPolicies()).filter(({ points }) => points.length < ENFORCEMENT_POINTS.length);
    expect(limited.map(({ name }) => name)).to.have.members(Object.keys(NOT_EVERYWHERE));
  });

  const shippedPolicies = async (): ReturnType<typeof loadShipped> => loadShipped();
  async function loadShipped(): Promise<Awaited<ReturnType<typeof loadPolicySet>>['policies']> {
    using folder = temporaryFolder();
    return (
      await loadPolicySet({
        cwd: folder.path,
        config: DEFAULT_CONFIG,
        policies: ['sluice:all'],
        data: [],
        namespaces: [],
      })
    ).policies;
  }
});
