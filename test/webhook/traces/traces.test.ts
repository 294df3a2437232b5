import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { AdmissionRecord } from '../../../webhook/watching/admission-record.ts';
import type { OtlpSpan } from '../../../webhook/traces/admission-span.ts';
import { createAdmissionTracer } from '../../../webhook/traces/admission-tracer.ts';
import { OtlpExporter } from '../../../webhook/traces/otlp-exporter.ts';
import { readOtlpSettings } from '../../../webhook/traces/otlp-settings.ts';
import { parseTraceparent } from '../../../webhook/traces/traceparent.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const RECORD: AdmissionRecord = {
  endpoint: '/v1/admit',
  uid: 'u',
  operation: 'CREATE',
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  subResource: '',
  namespace: 'shop',
  name: 'web',
  userName: 'admin',
  isDryRun: false,
  outcome: 'unknown',
  found: [],
  violations: new Map(),
  durationMs: 2.5,
  waitedMs: 0.5,
};

describe('parseTraceparent', () => {
  it('reads what W3C says', () => {
    expect(parseTraceparent(`00-${TRACE}-${SPAN}-01`)).to.deep.equal({ traceId: TRACE, spanId: SPAN, isSampled: true });
    expect(parseTraceparent(`00-${TRACE}-${SPAN}-00`)?.isSampled).to.equal(false);
    expect(parseTraceparent(`01-${TRACE}-${SPAN}-03-more`)?.isSampled).to.equal(true);
  });
  const wrong = [
    '',
    `00-${TRACE}-${SPAN}`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01-more`,
  ];
  for (const header of wrong)
    it(`reads nothing in "${header}"`, () => expect(parseTraceparent(header)).to.equal(undefined));
});

describe('the tracer', () => {
  let spans: OtlpSpan[];
  beforeEach(() => {
    spans = [];
  });
  const tracer = (every: number): ((record: AdmissionRecord) => void) =>
    createAdmissionTracer({ add: (span) => spans.push(span), every, now: () => 1_700_000_000_000 });

  it('goes on with the trace of the API server', () => {
    tracer(0)({ ...RECORD, traceparent: `00-${TRACE}-${SPAN}-01` });
    expect(spans).to.have.length(1);
    expect(spans[0]).to.deep.include({
      traceId: TRACE,
      parentSpanId: SPAN,
      name: 'POST /v1/admit',
      kind: 2,
      startTimeUnixNano: '1699999999997500000',
      endTimeUnixNano: '1700000000000000000',
      status: { code: 2 },
    });
    expect(spans[0]?.spanId).to.match(/^[0-9a-f]{16}$/);
    expect(spans[0]?.attributes).to.deep.include({
      key: 'k8s.admission.kind',
      value: { stringValue: 'apps/v1/Deployment' },
    });
  });
  it('records nothing that the API server does not', () => {
    tracer(1)({ ...RECORD, traceparent: `00-${TRACE}-${SPAN}-00` });
    expect(spans).to.deep.equal([]);
  });
  it('begins traces of its own when it is told to, for one of so many', () => {
    const trace = tracer(3);
    for (let n = 0; n < 6; n += 1) trace(n === 0 ? { ...RECORD, traceparent: 'nonsense' } : RECORD);
    expect(spans).to.have.length(2);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).to.equal(2);
    expect(spans[0]).not.to.have.property('parentSpanId');
  });
});

describe('readOtlpSettings', () => {
  it('takes the address, and the headers of OpenTelemetry', () => {
    const env = { OTEL_EXPORTER_OTLP_HEADERS: 'Authorization=Bearer%20x, x-tenant=a=b,' };
    const { endpoint, headers } = readOtlpSettings('https://collector:4318/otlp', env);
    expect([endpoint.href, headers]).to.deep.equal([
      'https://collector:4318/otlp',
      { authorization: 'Bearer x', 'x-tenant': 'a=b' },
    ]);
  });
  const wrong: readonly (readonly [endpoint: string, headers?: string])[] = [
    ['collector:4318'],
    ['ftp://collector'],
    ['http://planted:planted@collector'],
    ['http://collector', 'planted'],
    ['http://collector', 'a=planted%0d%0ab'],
    ['http://collector', 'a=%planted'],
  ];
  for (const [endpoint, headers] of wrong) {
    it(`refuses ${endpoint} with ${headers ?? 'no headers'}, and quotes neither`, () => {
      expect(() => readOtlpSettings(endpoint, { OTEL_EXPORTER_OTLP_HEADERS: headers }))
        .to.throw(/OTEL_EXPORTER_OTLP_HEADERS/)
        .with.property('message')
        .not.include('planted');
    });
  }
});

describe('OtlpExporter', () => {
  let collector: Server;
  let calls: { readonly path: string | undefined; readonly token: unknown; readonly body: unknown }[];
  let status: number;
  let problems: (string | undefined)[];
  beforeEach(async () => {
    calls = [];
    problems = [];
    status = 200;
    collector = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1');
    await once(collector, 'listening');
  });
  afterEach(() => {
    collector.closeAllConnections();
    collector.close();
  });
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    calls.push({ path: request.url, token: request.headers['authorization'], body: await json(request) });
    response.writeHead(status).end('{}');
  };
  const open = (): OtlpExporter =>
    new OtlpExporter({
      endpoint: new URL(`http://127.0.0.1:${(collector.address() as AddressInfo).port}/otlp/`),
      headers: { authorization: 'Bearer planted' },
      serviceVersion: '1.2.3',
      onChange: (problem) => problems.push(problem),
      everyMs: 60_000,
    });
  const trace = (exporter: OtlpExporter): ((record: AdmissionRecord) => void) =>
    createAdmissionTracer({ add: (span) => exporter.add(span), every: 1, now: () => 0 });

  it('sends what there is when it ends, as OTLP', async () => {
    const exporter = open();
    trace(exporter)(RECORD);
    await exporter[Symbol.asyncDispose]();
    expect(calls.map(({ path, token }) => [path, token])).to.deep.equal([['/otlp/v1/traces', 'Bearer planted']]);
    expect(calls[0]?.body).to.have.nested.property('resourceSpans[0].scopeSpans[0].spans[0].name', 'POST /v1/admit');
    expect(calls[0]?.body)
      .to.have.nested.property('resourceSpans[0].resource.attributes')
      .that.deep.includes({ key: 'service.name', value: { stringValue: 'sluice' } });
  });
  it('drops what the collector does not take, says so once, and never holds more than it may', async () => {
    status = 503;
    const exporter = open();
    for (let n = 0; n < 5000; n += 1) trace(exporter)(RECORD);
    await exporter[Symbol.asyncDispose]();
    expect(problems).to.deep.equal(['the collector answers 503']);
    expect(exporter.dropped).to.equal(5000);
  });
  it('never quotes what it was given to be let in', async () => {
    const exporter = open();
    collector.close();
    collector.closeAllConnections();
    trace(exporter)(RECORD);
    await exporter[Symbol.asyncDispose]();
    expect(problems[0])
      .to.match(/^the collector cannot be reached/)
      .and.not.include('planted');
  });
});
