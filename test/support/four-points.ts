import { once } from 'node:events';
import { request } from 'node:https';
import { json } from 'node:stream/consumers';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/model/json.ts';
import type { Report } from '../../src/core/model/report.ts';
import type { ResourceIdentity } from '../../src/core/model/resource.ts';
import { identityOf, metadataOf } from '../../src/core/resources/to-resources.ts';
import type { CheckRequest, PolicyRequest } from '../../src/node/check/check-request.ts';
import { runCheck } from '../../src/node/check/run-check.ts';
import { runStagedCheck } from '../../src/node/check/run-staged-check.ts';
import { DEFAULT_CONFIG, type Config } from '../../src/node/config/config.ts';
import { gitPlace } from '../../src/node/sources/git-environment.ts';
import { gateOnce } from '../../reconciler/gate.ts';
import { createWebhook } from '../../webhook/serving/app.ts';
import { HttpsServer } from '../../webhook/serving/https-server.ts';
import { createImagesKeeper } from '../../webhook/judging/images-keeper.ts';
import { LiveJudges } from '../../webhook/judging/live-judges.ts';
import { loadJudges } from '../../webhook/judging/load-judges.ts';
import { admissionReview } from './admission-review.ts';
import { selfSignedCertificate } from './certificate.ts';
import { GIT_TEST_ENVIRONMENT, GitRepository } from './git-repository.ts';
import { webhookDeps } from '../webhook/webhook-deps.ts';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

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
    creationTimestamp: '2026-11-21T08:00:00Z',
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
export interface Said {
  readonly id: string;
  readonly decision: 'allow' | 'deny' | 'unknown' | 'idle';
}

/** What one point said of each object, by `keyOfObject`. */
export type Point = ReadonlyMap<string, Said>;

const keyOf = ({ apiVersion, kind, namespace, name }: ResourceIdentity): string =>
  `${apiVersion} ${kind} ${namespace}/${name}`;

export interface FourPointsOptions {
  readonly objects: readonly JsonObject[];
  readonly config: Partial<Config>;
  /** Rego by the name of its file. */
  readonly own?: Readonly<Record<string, string>>;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/** Judges the same objects at all four points, each by the way that a user goes. */
export class FourPoints implements AsyncDisposable {
  readonly #folder: TemporaryFolder = temporaryFolder();
  readonly #repository = new GitRepository();
  readonly #policies: PolicyRequest;
  readonly #request: CheckRequest;
  readonly #objects: readonly JsonObject[];

  constructor({ objects, config, own = {}, today }: FourPointsOptions) {
    this.#objects = objects;
    for (const [name, rego] of Object.entries(own)) this.#folder.write(`policy/${name}`, rego);
    const merged = { ...DEFAULT_CONFIG, ...config };
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
      today,
      showPassed: true,
      readStdin: () => Promise.reject(new Error('not to be read')),
    };
  }

  async ci(): Promise<Report> {
    for (const [file, text] of manifests(this.#objects)) this.#folder.write(file, text);
    return runCheck(this.#request);
  }

  async commit(): Promise<Report> {
    this.#repository.stage(Object.fromEntries(manifests(this.#objects)));
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
    this.#repository.commit(Object.fromEntries(manifests(this.#objects)));
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
      load: () =>
        loadJudges({ ...this.#policies, timeoutMs: 20_000, today: this.#request.today, watchesCluster: false }),
      images: createImagesKeeper({ env: this.#policies.env ?? {} }),
      threads: 2,
      today: () => this.#request.today,
      now: () => new Date(),
      onNotice: () => undefined,
      log: () => undefined,
    });
    const app = createWebhook(
      webhookDeps({ judge: (subject, limitMs) => judges.judge(subject, limitMs), policySet: judges.policySet }),
    );
    const { cert, key } = selfSignedCertificate();
    await using server = await HttpsServer.listen(app, {
      cert: Buffer.from(cert),
      key: Buffer.from(key),
      port: 0,
      host: '127.0.0.1',
    });
    const said = await Promise.all(this.#objects.map((object) => admit(server.url, cert, object)));
    return new Map(said.map((one, index) => [keyOfObject(this.#objects[index]), one]));
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#folder[Symbol.dispose]();
    this.#repository[Symbol.dispose]();
    return Promise.resolve();
  }
}

/** Half as YAML with its keys in another order, half as JSON, one file with several documents. */
function manifests(objects: readonly JsonObject[]): readonly (readonly [file: string, text: string])[] {
  const yaml = objects.filter((_, index) => index % 3 === 0).map((object) => stringify(reordered(object)));
  const rest = objects
    .filter((_, index) => index % 3 !== 0)
    .map((object, index) => {
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
export function saidOf({ results }: Report): Point {
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

/** What an object is called in a `Point`. */
export function keyOfObject(object: JsonObject | undefined): string {
  return keyOf((object && identityOf(object)) ?? expect.fail('every object has an identity'));
}
