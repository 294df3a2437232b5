import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isJsonObject, type JsonObject } from '../../src/core/model/json.ts';
import type { Labels } from '../../src/core/policies/label-selector.ts';
import { checkAssertion } from '../../src/core/suites/check-assertion.ts';
import type { SuiteCase } from '../../src/core/suites/suite.ts';
import { isAdmissionReview } from '../../src/core/suites/suite-review.ts';
import { DEFAULT_CONFIG } from '../../src/node/config/config.ts';
import { Expressions } from '../../src/node/engine/expressions.ts';
import { loadRegoEngine } from '../../src/node/engine/rego-engine.ts';
import { walkFiles } from '../../src/node/files/walk-files.ts';
import { readSuites } from '../../src/node/verify/suites/read-suites.ts';
import { firstDocument, onlyObject, SuiteFiles, type Found } from '../../src/node/verify/suites/suite-files.ts';
import { readInventory } from '../../src/node/verify/suites/suite-inventory.ts';
import { createWebhook } from '../../webhook/serving/app.ts';
import { loadJudges } from '../../webhook/judging/load-judges.ts';
import { createImagesKeeper } from '../../webhook/judging/images-keeper.ts';
import { LiveJudges } from '../../webhook/judging/live-judges.ts';
import { webhookDeps } from '../webhook/webhook-deps.ts';
import { admissionReview } from '../support/admission-review.ts';
import { gatekeeperLibrary, NO_LIBRARY } from '../support/gatekeeper-library.ts';
import { isCompiled } from '../support/program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Cases that say something else at admission than in a suite, each with the reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {};

const TODAY = '2026-03-01';

/** A case, with the constraint that it is about, under a name that no other has in the same set. */
interface LibraryCase {
  readonly title: string;
  readonly constraintName: string;
  readonly review: JsonObject;
  readonly assertions: SuiteCase['assertions'];
}

/** What a cluster would hold while some cases are judged: a template, its constraints, and an inventory. */
interface Cluster {
  readonly template: JsonObject;
  readonly constraints: Map<string, JsonObject>;
  readonly dataJson: string;
  readonly namespaces: ReadonlyMap<string, Labels>;
  readonly cases: LibraryCase[];
}

describe("the cases of Gatekeeper's library, as the API server would send them", function () {
  this.timeout(600_000);
  const library = gatekeeperLibrary();
  if (library === undefined) {
    it.skip(`skipped: ${NO_LIBRARY}`);
    return;
  }

  it('get the answers that their suites expect', async function () {
    if (!isCompiled()) this.skip();
    const clusters = clustersOf(library);
    const expressions = new Expressions(loadRegoEngine);
    const wrong: string[] = [];
    for (const cluster of clusters) wrong.push(...(await judgeCluster(cluster, expressions)));
    const cases = clusters.flatMap((cluster) => cluster.cases).length;
    console.log(
      `Gatekeeper's library: ${cases} AdmissionReviews, ${cases - wrong.length} answered as their suites expect`,
    );
    expect(wrong.filter((one) => EXCEPTIONS[titleOf(one)] === undefined)).to.deep.equal([]);
    expect(wrong.map(titleOf)).to.have.members(Object.keys(EXCEPTIONS));
    expect(cases).to.be.greaterThan(0);
  });
});

const titleOf = (wrong: string): string => wrong.split(': ')[0] ?? '';

/** Cases of one template share a cluster, unless they look at different inventories. */
function clustersOf(library: string): readonly Cluster[] {
  const { files: found } = walkFiles(['.'], { cwd: library, isIgnored: () => false, extensions: ['suite.yaml'] });
  const read = readSuites(found.map((file) => ({ file, bytes: readFileSync(file.absolute) })));
  expect(read.faults).to.deep.equal([]);
  const files = new SuiteFiles(library, ['.']);
  const clusters = new Map<string, Cluster>();
  for (const { path: shown, folder, suite } of read.suites) {
    for (const test of suite.tests) {
      for (const one of test.cases) {
        const inventory = valueOf(readInventory(files, folder, one.inventory));
        const key = JSON.stringify([path.join(folder, test.template), inventory.dataJson]);
        const cluster = clusters.get(key) ?? {
          template: valueOf(firstDocument(valueOf(files.read(folder, test.template)))).object,
          constraints: new Map<string, JsonObject>(),
          dataJson: inventory.dataJson,
          namespaces: inventory.namespaces,
          cases: [],
        };
        clusters.set(key, cluster);
        const constraintName = `${test.name}-${test.at.join('-')}`.toLowerCase();
        const constraint = valueOf(firstDocument(valueOf(files.read(folder, test.constraint)))).object;
        cluster.constraints.set(constraintName, renamed(constraint, constraintName));
        const object = valueOf(onlyObject(valueOf(files.read(folder, one.object)))).object;
        cluster.cases.push({
          title: `${path.dirname(shown)} ${test.name} ${one.name}`,
          constraintName,
          review: reviewOf(object),
          assertions: one.assertions,
        });
      }
    }
  }
  return [...clusters.values()];
}

function valueOf<T>(found: Found<T>): T {
  if (found.kind === 'fault') throw new Error(found.message);
  return found.value;
}

const renamed = (constraint: JsonObject, name: string): JsonObject => ({
  ...constraint,
  metadata: { ...(isJsonObject(constraint['metadata']) ? constraint['metadata'] : {}), name },
});

/** A plain object is created; a request in a case is sent as it is, with what every request has and suites leave out. */
function reviewOf(object: JsonObject): JsonObject {
  if (!isAdmissionReview(object)) return admissionReview(object);
  const request = isJsonObject(object['request']) ? object['request'] : {};
  const shown = [request['object'], request['oldObject']].find(isJsonObject);
  return shown === undefined ? object : admissionReview(shown, { object: null, ...request });
}

/** Judges all cases of a cluster; gives a line for each that is not answered as its suite expects. */
async function judgeCluster(cluster: Cluster, expressions: Expressions): Promise<readonly string[]> {
  using folder = temporaryFolder();
  const policies = [cluster.template, ...cluster.constraints.values()];
  // JSON is YAML.
  folder.write('policy/set.yaml', policies.map((one) => JSON.stringify(one)).join('\n---\n'));
  folder.write('data/inventory.json', cluster.dataJson);
  const request = {
    cwd: folder.path,
    config: { ...DEFAULT_CONFIG, namespaces: [...cluster.namespaces].map(toNamespace) },
    policies: ['policy'],
    data: ['data'],
    namespaces: [],
    // Suites name the ExpansionTemplates that they want.
    expansion: 'templates',
    timeoutMs: 20_000,
    today: TODAY,
    watchesCluster: false,
  } as const;
  await using judges = await LiveJudges.open({
    load: () => loadJudges(request),
    images: createImagesKeeper({ env: {} }),
    threads: 1,
    today: () => TODAY,
    now: () => new Date(),
    onNotice: () => undefined,
    log: () => undefined,
  });
  const app = createWebhook(
    webhookDeps({ judge: (subject, limitMs) => judges.judge(subject, limitMs), policySet: judges.policySet }),
  );
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const wrong: string[] = [];
  for (const one of cluster.cases) {
    const said = await messagesFor(`http://127.0.0.1:${port}/v1/admit`, one);
    const faults = typeof said === 'string' ? [said] : faultsOf(one, said, expressions);
    if (faults.length > 0) wrong.push(`${one.title}: ${faults.join('; ')}`);
  }
  server.close();
  server.closeAllConnections();
  return wrong;
}

const toNamespace = ([name, labels]: readonly [string, Labels]): { name: string; labels: Record<string, string> } => ({
  name,
  labels: Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, String(value)])),
});

/** The messages of the case's constraint, out of those of all; or why there is no answer to read them from. */
async function messagesFor(url: string, { review, constraintName }: LibraryCase): Promise<readonly string[] | string> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(review) });
  if (answer.status !== 200) return `HTTP ${answer.status} ${await answer.text()}`;
  const { response } = (await answer.json()) as { readonly response: Answered };
  const { status: { code, message = '' } = {}, warnings = [] } = response;
  if (code === 500) return message;
  if (response.allowed !== (code === 200)) return `allowed: ${response.allowed} with ${code}`;
  const mark = `[${constraintName}] `;
  return [...message.split('\n'), ...warnings]
    .filter((line) => line.startsWith(mark))
    .map((line) => line.slice(mark.length));
}

interface Answered {
  readonly allowed: boolean;
  readonly status?: { readonly code: number; readonly message?: string };
  readonly warnings?: readonly string[];
}

const faultsOf = (
  { assertions }: LibraryCase,
  messages: readonly string[],
  expressions: Expressions,
): readonly string[] =>
  assertions.flatMap((assertion) => {
    const fault = checkAssertion(assertion, messages, expressions);
    return fault === undefined ? [] : [`${fault} (${messages.join(' | ')})`];
  });
