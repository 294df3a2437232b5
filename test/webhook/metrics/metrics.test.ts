import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { AdmissionRecord } from '../../../webhook/watching/admission-record.ts';
import { Counter } from '../../../webhook/metrics/counter.ts';
import { expose } from '../../../webhook/metrics/exposition.ts';
import { Histogram } from '../../../webhook/metrics/histogram.ts';
import { info } from '../../../webhook/metrics/metric.ts';
import { MetricsServer } from '../../../webhook/metrics/metrics-server.ts';
import { ProcessMetrics } from '../../../webhook/metrics/process-metrics.ts';
import {
  createWebhookMetrics,
  type WebhookMetrics,
  type WebhookState,
} from '../../../webhook/metrics/webhook-metrics.ts';
import { find, parseExposition, type Scraped } from './parse-exposition.ts';

describe('expose', () => {
  it('writes what Prometheus reads', () => {
    const counter = new Counter({ name: 'a_total', help: 'How often.' });
    counter.add({ code: '200' });
    counter.add({ code: '200' }, 2);
    counter.add({ code: '404' });
    expect(expose([counter])).to.equal(
      '# HELP a_total How often.\n# TYPE a_total counter\na_total{code="200"} 3\na_total{code="404"} 1\n',
    );
  });
  it('counts what is at most each bound', () => {
    const histogram = new Histogram({ name: 'h', help: 'H.' }, [0.001, 1]);
    for (const value of [0.000_5, 0.001, 0.5, 7]) histogram.observe({}, value);
    const samples = parseExposition(expose([histogram]));
    expect(samples.map(({ name, labels, value }) => [name, labels['le'], value])).to.deep.equal([
      ['h_bucket', '0.001', 2],
      ['h_bucket', '1', 3],
      ['h_bucket', '+Inf', 4],
      ['h_sum', undefined, 7.5015],
      ['h_count', undefined, 4],
    ]);
  });
  it('gives back every label as it was, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const samples = parseExposition(expose([info({ name: 'i', help: text }, () => ({ text }))]));
        expect(samples[0]?.labels).to.deep.equal({ text });
      }),
    );
  });
  it('keeps the number of series bounded, and counts the others together', () => {
    const counter = new Counter({ name: 'many', help: 'Many.' });
    for (let n = 0; n < 2000; n += 1) counter.add({ who: `w${n}`, where: 'x' });
    const samples = parseExposition(expose([counter]));
    expect(samples).to.have.length(501);
    expect(find(samples, 'many', { who: 'other', where: 'other' })).to.equal(1500);
  });
});

const STATE: WebhookState = {
  waiting: () => 3,
  running: () => 2,
  isReady: () => true,
  policySet: () => 'cafe',
  policies: () => 8,
  loads: () => ({ good: 3, failed: 2, isGood: false, lastGoodAt: new Date(1_790_000_000_000) }),
  templates: () => 5,
  broken: () => [
    { file: 'cluster:ConstraintTemplate/k8sa', role: 'template', faults: [], earlier: 3 },
    { file: 'cluster:K8sA/one', role: 'constraint', faults: [] },
  ],
  constraints: () =>
    new Map([
      ['deny', 4],
      ['warn', 1],
    ] as const),
  certificateEnd: () => 1_800_000_000,
};
const RECORD: AdmissionRecord = {
  endpoint: '/v1/admit',
  uid: 'u',
  operation: 'CREATE',
  group: '',
  version: 'v1',
  kind: 'Pod',
  subResource: '',
  namespace: 'shop',
  name: 'web',
  userName: 'admin',
  isDryRun: false,
  outcome: 'deny',
  found: [],
  violations: new Map([
    ['deny', 2],
    ['dryrun', 1],
  ] as const),
  durationMs: 0.4,
  waitedMs: 0.05,
};

describe('the metrics of the webhook', () => {
  const scrape = ({ metrics }: WebhookMetrics): readonly Scraped[] => parseExposition(expose(metrics));

  it('count the policies of the cluster that do not hold, by what judges in their place', () => {
    const samples = scrape(createWebhookMetrics('sluice', STATE));
    const count = (kind: string, judges: string): number | undefined =>
      find(samples, 'sluice_broken_policies', { kind, judges });
    expect([count('template', 'earlier'), count('template', 'nothing')]).to.deep.equal([1, 0]);
    expect([count('constraint', 'earlier'), count('constraint', 'nothing')]).to.deep.equal([0, 1]);
  });

  it('count requests by what became of them, and time them below a millisecond', () => {
    const metrics = createWebhookMetrics('sluice', STATE);
    metrics.observe(RECORD);
    metrics.observe({ ...RECORD, outcome: 'allow', isDryRun: true, violations: new Map() });
    const samples = scrape(metrics);
    const count = (decision: string, dry_run: string): number | undefined =>
      find(samples, 'sluice_admission_requests_total', { decision, operation: 'CREATE', dry_run });
    expect([count('deny', 'false'), count('allow', 'true')]).to.deep.equal([1, 1]);
    const bucket = (le: string): number | undefined =>
      find(samples, 'sluice_admission_duration_seconds_bucket', { decision: 'deny', le });
    expect([bucket('0.00025'), bucket('0.0005')]).to.deep.equal([0, 1]);
    expect(find(samples, 'sluice_admission_violations_total', { enforcement_action: 'deny' })).to.equal(2);
    expect(find(samples, 'sluice_admission_violations_total', { enforcement_action: 'dryrun' })).to.equal(1);
  });
  it('have the state of the server', () => {
    const samples = scrape(createWebhookMetrics('sluice', STATE));
    expect(find(samples, 'sluice_policy_set_info', { digest: 'cafe' })).to.equal(1);
    expect(find(samples, 'sluice_admission_waiting')).to.equal(3);
    expect(find(samples, 'sluice_ready')).to.equal(1);
    expect(find(samples, 'sluice_constraints', { enforcement_action: 'deny' })).to.equal(4);
    expect(find(samples, 'sluice_certificate_not_after_seconds')).to.equal(1_800_000_000);
    expect(find(samples, 'sluice_policy_set_loads_total', { result: 'success' })).to.equal(3);
    expect(find(samples, 'sluice_policy_set_loads_total', { result: 'failure' })).to.equal(2);
    expect(find(samples, 'sluice_policy_set_last_load_successful')).to.equal(0);
    expect(find(samples, 'sluice_policy_set_last_load_success_timestamp_seconds')).to.equal(1_790_000_000);
  });
  it('have the names and labels of Gatekeeper on demand', () => {
    const metrics = createWebhookMetrics('gatekeeper', STATE);
    const outcomes = ['allow', 'idle', 'unjudged', 'deny', 'unknown', 'shed'] as const;
    for (const outcome of outcomes) metrics.observe({ ...RECORD, outcome });
    metrics.observe({ ...RECORD, endpoint: '/v1/admitlabel' });
    const samples = scrape(metrics);
    const counts = ['allow', 'deny', 'error'].map((status) =>
      find(samples, 'gatekeeper_validation_request_count', { admission_status: status, admission_dryrun: 'false' }),
    );
    expect(counts).to.deep.equal([3, 1, 2]);
    expect(
      find(samples, 'gatekeeper_validation_request_duration_seconds_bucket', { admission_status: 'deny', le: '0.001' }),
    ).to.equal(1);
    expect(find(samples, 'gatekeeper_constraints', { enforcement_action: 'warn', status: 'active' })).to.equal(1);
    expect(find(samples, 'gatekeeper_constraint_templates', { status: 'active' })).to.equal(5);
    expect(samples.filter(({ name }) => name.startsWith('sluice_admission_requests'))).to.deep.equal([]);
  });
  it('never have a name, a Namespace or a user in them', () => {
    const metrics = createWebhookMetrics('sluice', STATE);
    metrics.observe({ ...RECORD, namespace: 'planted', name: 'planted', userName: 'planted', kind: 'planted' });
    expect(expose(metrics.metrics)).not.to.include('planted');
  });
});

describe('the metrics of the process', () => {
  it('have memory, processor time, the lag of the event loop and the collection of garbage', () => {
    using metrics = new ProcessMetrics();
    const samples = parseExposition(expose(metrics.metrics));
    expect(find(samples, 'process_resident_memory_bytes')).to.be.above(1e7);
    expect(find(samples, 'process_cpu_seconds_total')).to.be.above(0);
    expect(find(samples, 'nodejs_eventloop_lag_p99_seconds')).to.be.a('number');
    expect(find(samples, 'nodejs_version_info', { version: process.version })).to.equal(1);
  });
});

describe('MetricsServer', () => {
  it('serves /metrics, and nothing else', async () => {
    await using server = await MetricsServer.listen([info({ name: 'i', help: 'I.' }, () => ({ a: 'b' }))], {
      port: 0,
      host: '127.0.0.1',
    });
    const url = `http://127.0.0.1:${server.port}`;
    const answer = await fetch(`${url}/metrics`);
    expect(answer.headers.get('content-type')).to.equal('text/plain; version=0.0.4; charset=utf-8');
    expect(parseExposition(await answer.text())).to.deep.equal([{ name: 'i', labels: { a: 'b' }, value: 1 }]);
    expect((await fetch(`${url}/v1/admit`)).status).to.equal(404);
    expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).to.equal(404);
  });
  it('says that its port is taken', async () => {
    await using first = await MetricsServer.listen([], { port: 0, host: '127.0.0.1' });
    const error: unknown = await MetricsServer.listen([], { port: first.port, host: '127.0.0.1' }).then(
      () => undefined,
      (fault: unknown) => fault,
    );
    expect(error)
      .to.have.property('message')
      .that.matches(/cannot listen .* for metrics .*choose another --metrics-port/);
  });
});
