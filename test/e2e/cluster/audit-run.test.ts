import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { listAt, textAt, valueAt } from '../../../src/core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';
import type { JudgedPage } from '../../../src/node/audit/audit-cluster.ts';
import { ProgressStore } from '../../../src/node/audit/progress-store.ts';
import { ReportBook } from '../../../src/node/audit/report-book.ts';
import { findReportKinds } from '../../../src/node/audit/report-kinds.ts';
import type { AuditRun } from '../../../src/node/audit/run-audit.ts';
import { createKubeClient } from '../../../src/node/kubernetes/create-kube-client.ts';
import type { KubeClient } from '../../../src/node/kubernetes/kube-client.ts';
import { loadKubeConnection } from '../../../src/node/kubernetes/load-kube-connection.ts';
import { createAudit, type AuditParts } from '../../../webhook/audit/create-audit.ts';
import { createLog } from '../../../webhook/watching/admission-log.ts';
import type { LiveJudges } from '../../../webhook/judging/live-judges.ts';
import { openJudges } from '../../../webhook/judging/open-judges.ts';
import { fakeIo } from '../../cli/fake-io.ts';
import { NO_CLUSTER } from '../../support/kube/kube-assets.ts';
import { KubeCluster } from '../../support/kube/kube-cluster.ts';
import { installReports } from '../../support/kube/report-definitions.ts';
import { isCompiled } from '../../support/program.ts';
import { rejection } from '../../support/rejection.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const OBJECTS = 120;
const PAGE = 20;

describe(`an audit of a real cluster${NO_CLUSTER === undefined ? '' : ` (skipped: ${NO_CLUSTER})`}`, function () {
  this.timeout(300_000);
  let cluster: KubeCluster;
  let folder: TemporaryFolder;
  let client: KubeClient;
  let judges: LiveJudges;
  let shop: string;

  before(async function () {
    if (NO_CLUSTER !== undefined || !isCompiled()) return this.skip();
    cluster = await KubeCluster.start();
    folder = temporaryFolder();
    await installReports(cluster);
    shop = await cluster.namespace();
    for (let number = 0; number < OBJECTS; number += 1) await cluster.create(maps(shop), configMap(number));
    folder.write('policy/labels.rego', POLICY);
    const io = fakeIo({ cwd: folder.path });
    const log = createLog({ write: () => undefined, now: io.now, level: 'info', allowsEvery: 0 });
    client = createKubeClient(loadKubeConnection({ file: cluster.kubeconfig(), env: {} }));
    judges = await openJudges(FLAGS, io, { feed: undefined, onNotice: () => undefined, log });
  });
  after(async () => {
    await judges?.[Symbol.asyncDispose]();
    await client?.[Symbol.asyncDispose]();
    await cluster?.[Symbol.asyncDispose]();
    folder?.[Symbol.dispose]();
  });

  const never = new AbortController().signal;
  const audit = (parts: Partial<AuditParts>, signal: AbortSignal = never): Promise<AuditRun> =>
    createAudit({
      client,
      judges,
      feed: undefined,
      exemptNamespaces: ['kube-*'],
      reports: 'none',
      tellsConstraints: false,
      pageSize: PAGE,
      concurrency: 2,
      saveEveryMs: 0,
      now: () => new Date(),
      ...parts,
    })(signal);

  it('has no more than a page in memory, whatever is in the cluster', async () => {
    const pages: JudgedPage[] = [];
    const { tally, problems } = await audit({ onPage: (page) => pages.push(page) });
    expect(problems).to.deep.equal([]);
    expect(pages.every(({ judged }) => judged.length <= PAGE)).to.equal(true);
    expect(pages.filter(({ resource }) => resource.kind === 'ConfigMap')).to.have.length.of.at.least(OBJECTS / PAGE);
    expect(tally).to.deep.include({ objects: OBJECTS, passes: OBJECTS / 2 });
    expect(tally.violations).to.deep.equal({ deny: OBJECTS / 2, warn: 0, dryrun: 0 });
    expect(JSON.stringify(pages)).not.to.contain('what nobody should read');
  });

  it('goes on where an earlier process was, and finds all the same', async () => {
    const progress = new ProgressStore({ client, namespace: shop });
    const stop = new AbortController();
    let seen = 0;
    const stopInTheMiddle = ({ judged }: JudgedPage): void => {
      seen += judged.length;
      if (seen >= OBJECTS / 2) stop.abort(new Error('stopped'));
    };
    const stopped = await audit({ progress, onPage: stopInTheMiddle }, stop.signal).then(
      () => false,
      () => true,
    );
    expect(stopped).to.equal(true);
    const left = await progress.read();
    expect(left).to.deep.include({ kind: 'configmaps', policySet: judges.policySet });
    let again = 0;
    const run = await audit({ progress, onPage: ({ judged }) => (again += judged.length) });
    expect(run.isResumed).to.equal(true);
    expect(again).to.be.lessThan(OBJECTS);
    expect(run.tally).to.deep.include({ objects: OBJECTS, passes: OBJECTS / 2 });
    expect(await progress.read()).to.equal(undefined);
  });

  it('outlives the API server', async () => {
    let restarted: Promise<void> | undefined;
    const restart = async (): Promise<void> => {
      await cluster.stopApiServer();
      await cluster.startApiServer();
    };
    const { tally, problems } = await audit({ onPage: () => void (restarted ??= restart()) });
    await restarted;
    expect(problems).to.deep.equal([]);
    expect(tally.objects).to.equal(OBJECTS);
    expect(tally.violations.deny).to.equal(OBJECTS / 2);
  });

  it('says which kinds it could not read, and is no pass then', async () => {
    const user = { name: 'nobody', groups: [] };
    await using other = createKubeClient(loadKubeConnection({ file: cluster.kubeconfig(user), env: {} }));
    const error = await rejection(audit({ client: other }));
    expect(error.message).to.match(/namespaces: 403 Forbidden/);
  });

  it('leaves a report alone that somebody else wrote under the same name', async () => {
    const map = await cluster.create(maps(shop), { ...configMap(900), metadata: { name: 'foreign', namespace: shop } });
    const uid = textAt(map, ['metadata', 'uid']);
    const path = `/apis/wgpolicyk8s.io/v1alpha2/namespaces/${shop}/policyreports`;
    const summary = { pass: 7, fail: 0, warn: 0, error: 0, skip: 0 };
    const foreign = { apiVersion: 'wgpolicyk8s.io/v1alpha2', kind: 'PolicyReport', metadata: { name: uid }, summary };
    await cluster.create(path, foreign);
    const run = await audit({ reports: 'wgpolicy' });
    expect(run.problems).to.have.length(1);
    expect(run.problems[0]).to.match(/409 Conflict/);
    const { body } = await cluster.request({ method: 'GET', path: `${path}/${uid}` });
    expect(body['summary']).to.deep.equal(summary);
    expect(run.reportsWritten).to.equal(OBJECTS / 2);
  });

  it('takes away reports about objects that nobody looks at any more', async () => {
    const reports = await findReportKinds(client, 'wgpolicy');
    const book = await ReportBook.open({ client, reports, signal: never });
    await book.closeOthers(new Set());
    expect(book.deleted).to.equal(OBJECTS / 2);
    const path = `/apis/wgpolicyk8s.io/v1alpha2/namespaces/${shop}/policyreports`;
    const left = listAt((await cluster.request({ method: 'GET', path })).body, ['items']);
    expect(left.map((one) => valueAt(one, ['summary', 'pass']))).to.deep.equal([7]);
  });
});

const maps = (namespace: string): string => `/api/v1/namespaces/${namespace}/configmaps`;

const configMap = (number: number): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: `map-${String(number).padStart(3, '0')}`, labels: number % 2 === 0 ? {} : { team: 'carts' } },
  data: { text: 'what nobody should read' },
});

const FLAGS = {
  policy: ['policy'],
  data: [],
  namespace: [],
  expansion: undefined,
  'rego-version': undefined,
  config: undefined,
  'cache-dir': undefined,
  'no-cache': true,
  'fail-on': undefined,
  'follow-unpinned': false,
  jobs: 2,
  timeout: undefined,
} as const;

const POLICY = `# METADATA
# title: Team
# description: Every ConfigMap belongs to a team.
# custom:
#   policy: team
#   severity: high
#   enforcementAction: deny
#   match:
#     kinds:
#       - apiGroups: [""]
#         kinds: [ConfigMap]
package labels

violation contains {"msg": msg} if {
	not input.review.object.metadata.labels.team
	msg := sprintf("%s belongs to nobody", [input.review.object.metadata.name])
}
`;
