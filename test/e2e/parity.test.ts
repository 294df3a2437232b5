import { once } from 'node:events';
import { request } from 'node:https';
import { json } from 'node:stream/consumers';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { stringify } from 'yaml';
import { decide } from '../../src/core/model/decision.ts';
import { ENFORCEMENT_POINTS, type EnforcementPoint } from '../../src/core/model/enforcement.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/model/json.ts';
import type { Report } from '../../src/core/model/report.ts';
import type { ResourceIdentity } from '../../src/core/model/resource.ts';
import { identityOf, metadataOf } from '../../src/core/resources/to-resources.ts';
import type { CheckRequest, PolicyRequest } from '../../src/node/check/check-request.ts';
import { runCheck } from '../../src/node/check/run-check.ts';
import { runStagedCheck } from '../../src/node/check/run-staged-check.ts';
import { DEFAULT_CONFIG, type Config } from '../../src/node/config/config.ts';
import { loadPolicySet } from '../../src/node/policies/load-policy-set.ts';
import { gitPlace } from '../../src/node/sources/git-environment.ts';
import { gateOnce } from '../../reconciler/gate.ts';
import { createWebhook } from '../../webhook/app.ts';
import { HttpsServer } from '../../webhook/https-server.ts';
import { createImagesKeeper } from '../../webhook/images-keeper.ts';
import { LiveJudges } from '../../webhook/live-judges.ts';
import { loadJudges } from '../../webhook/load-judges.ts';
import { admissionReview } from '../support/admission-review.ts';
import { selfSignedCertificate } from '../support/certificate.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from '../support/git-repository.ts';
import { isCompiled } from '../support/program.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

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

/** The same object as another hand would write it: keys in another order. */
function reordered(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reordered);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reordered(member)]),
  );
}

/** What the API server makes of an object before a webhook sees it. */
function asAdmitted(object: JsonObject): JsonObject {
  const metadata = metadataOf(object);
  const { name: generated = '' } = identityOf(object) ?? {};
  const name = metadata['name'] ?? `${generated}x7k2p`;
  const populated = {
    ...metadata,
    name,
    uid: '7f1b1d8e-0000-4000-8000-000000000000',
    creationTimestamp: `${TODAY}T08:00:00Z`,
    generation: 1,
    managedFields: [
      { manager: 'kubectl', operation: 'Apply', apiVersion: object['apiVersion'] ?? '', fieldsV1: { 'f:spec': {} } },
    ],
  };
  return {
    ...object,
    metadata: populated,
    ...(isJsonObject(object['spec']) ? { spec: withDefaults(object['spec']), status: {} } : {}),
  };
}

const POD_DEFAULTS = {
  dnsPolicy: 'ClusterFirst',
  schedulerName: 'default-scheduler',
  terminationGracePeriodSeconds: 30,
  enableServiceLinks: true,
};
const CONTAINER_DEFAULTS = {
  imagePullPolicy: 'Always',
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  resources: {},
};

/** Fills in defaults wherever a pod stands: in a Pod, in a template, in the template of a template. */
function withDefaults(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withDefaults);
  if (!isJsonObject(value)) return value;
  const members = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withDefaults(member)]));
  const { containers } = members;
  if (!Array.isArray(containers)) return members;
  return {
    ...POD_DEFAULTS,
    ...members,
    containers: containers.map((one) => ({ ...CONTAINER_DEFAULTS, ...(isJsonObject(one) ? one : {}) })),
  };
}

/** What one point said of one object. */
interface Said {
  readonly id: string;
  readonly decision: 'allow' | 'deny' | 'unknown' | 'idle';
}
type Point = ReadonlyMap<string, Said>;

const keyOf = ({ apiVersion, kind, namespace, name }: ResourceIdentity): string =>
  `${apiVersion} ${kind} ${namespace}/${name}`;
const KEYS = OBJECTS.map((object) => keyOf(identityOf(object) ?? expect.fail('every object has an identity')));

/** Judges the same objects at all four points, each by the way that a user goes. */
class FourPoints implements AsyncDisposable {
  readonly #folder: TemporaryFolder = temporaryFolder();
  readonly #repository = new GitRepository();
  readonly #policies: PolicyRequest;
  readonly #request: CheckRequest;

  constructor(config: Partial<Config>, own: Readonly<Record<string, string>>) {
    for (const [name, rego] of Object.entries(own)) this.#folder.write(`policy/${name}`, rego);
    const merged = { ...DEFAULT_CONFIG, namespaces: NAMESPACES, ...config };
    const policies = Object.keys(own).length === 0 ? [] : ['policy'];
    this.#policies = {
      cwd: this.#folder.path,
      config: merged,
      policies,
      data: [],
      namespaces: [],
      cacheDir: this.#folder.at('cache'),
    };
    this.#request = {
      ...this.#policies,
      point: 'ci',
      paths: ['manifests'],
      ignore: [],
      jobs: 1,
      timeoutMs: 20_000,
      today: TODAY,
      showPassed: true,
      readStdin: () => Promise.reject(new Error('not to be read')),
    };
  }

  async ci(): Promise<Report> {
    for (const [file, text] of manifests()) this.#folder.write(file, text);
    return runCheck(this.#request);
  }

  async commit(): Promise<Report> {
    this.#repository.stage(Object.fromEntries(manifests()));
    return runStagedCheck(
      {
        ...this.#request,
        cwd: this.#repository.path,
        policies: this.#request.policies.map((one) => this.#folder.at(one)),
      },
      GIT_TEST_ENVIRONMENT,
    );
  }

  async sync(): Promise<{ readonly report: Report; readonly outcome: string }> {
    this.#repository.commit(Object.fromEntries(manifests()));
    const place = gitPlace(this.#repository.path, GIT_TEST_ENVIRONMENT, false);
    const { report, outcome } = await gateOnce({
      place,
      revision: 'main',
      env: 'prod',
      paths: [],
      failOn: 'deny',
      request: this.#request,
    });
    return { report, outcome: outcome.kind };
  }

  async admission(): Promise<Point> {
    await using judges = await LiveJudges.open({
      load: () => loadJudges({ ...this.#policies, timeoutMs: 20_000, today: TODAY, watchesCluster: false }),
      images: createImagesKeeper({}),
      threads: 2,
      today: () => TODAY,
      now: () => new Date(),
      onNotice: () => undefined,
      log: () => undefined,
    });
    const app = createWebhook({
      judge: (subject, limitMs) => judges.judge(subject, limitMs),
      health: { isReady: () => judges.isReady, isDraining: () => false },
      policySet: judges.policySet,
      failOn: 'deny',
      defaultLimitMs: 20_000,
      log: () => undefined,
    });
    const { cert, key } = selfSignedCertificate();
    await using server = await HttpsServer.listen(app, {
      cert: Buffer.from(cert),
      key: Buffer.from(key),
      port: 0,
      host: '127.0.0.1',
    });
    const said = await Promise.all(OBJECTS.map((object) => admit(server.url, cert, object)));
    return new Map(said.map((one, index) => [KEYS[index] ?? '', one]));
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#folder[Symbol.dispose]();
    this.#repository[Symbol.dispose]();
    return Promise.resolve();
  }
}

/** Half as YAML with its keys in another order, half as JSON, one file with several documents. */
function manifests(): readonly (readonly [file: string, text: string])[] {
  const yaml = OBJECTS.filter((_, index) => index % 3 === 0).map((object) => stringify(reordered(object)));
  const rest = OBJECTS.filter((_, index) => index % 3 !== 0).map((object, index) => {
    const text = index % 2 === 0 ? JSON.stringify(object, null, 2) : `# a comment\n${stringify(object)}`;
    return [`manifests/${index}.${index % 2 === 0 ? 'json' : 'yml'}`, text] as const;
  });
  return [['manifests/many.yaml', yaml.join('---\n')], ...rest];
}

async function admit(url: string, ca: string, object: JsonObject): Promise<Said> {
  const hasName = metadataOf(object)['name'] !== undefined;
  const review = admissionReview(asAdmitted(object), hasName ? {} : { name: '' });
  const call = request(`${url}/v1/admit?timeout=30s`, {
    method: 'POST',
    ca,
    agent: false,
    headers: { 'content-type': 'application/json' },
  });
  call.end(JSON.stringify(review));
  const [answer] = await once(call, 'response');
  const body = (await json(answer)) as {
    readonly response: { readonly allowed: boolean; readonly auditAnnotations: Readonly<Record<string, string>> };
  };
  const { allowed, auditAnnotations } = body.response;
  const decision = auditAnnotations['verdict'] as Said['decision'];
  expect(allowed).to.equal(decision === 'allow' || decision === 'idle');
  return { id: auditAnnotations['verdict-id'] ?? '', decision };
}

/** What a report says of each object; one object has one verdict. */
function saidOf({ results }: Report): Point {
  const point = new Map<string, Said>();
  for (const { resource, verdictId, status } of results) {
    if (resource === undefined) continue;
    const key = keyOf(resource);
    const before = point.get(key);
    expect(before?.id ?? verdictId, key).to.equal(verdictId);
    point.set(key, { id: verdictId ?? '', decision: worse(before?.decision ?? 'allow', status) });
  }
  return point;
}

function worse(decision: Said['decision'], status: string): Said['decision'] {
  if (status === 'error' || decision === 'unknown') return 'unknown';
  return status === 'fail' ? 'deny' : decision;
}

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
        await using four = new FourPoints({ shipped: names }, own);
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
    await using four = new FourPoints({}, OWN_POLICIES);
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
