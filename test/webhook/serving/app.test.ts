import { once } from 'node:events';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { SluiceError } from '../../../src/core/errors.ts';
import { createWebhook } from '../../../webhook/serving/app.ts';
import type { AdmissionRecord } from '../../../webhook/watching/admission-record.ts';
import type { AdmissionSubject } from '../../../webhook/admission/admission-subject.ts';
import type { LiveJudged } from '../../../webhook/judging/live-judges.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { admissionReview } from '../../support/admission-review.ts';
import { verdict, violation } from '../verdicts.ts';
import { webhookDeps } from '../webhook-deps.ts';

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { planted: 'hunter2-planted' },
};
const JSON_TYPE = { 'content-type': 'application/json' };

describe('createWebhook', () => {
  let server: Server;
  let judged: (subject: AdmissionSubject, limitMs: number) => Promise<LiveJudged>;
  let asked: { subject: AdmissionSubject; limitMs: number }[];
  let records: AdmissionRecord[];
  let refusals: number[];
  let health: { ready: boolean; draining: boolean };

  beforeEach(async () => {
    judged = async () => ({ kind: 'verdict', verdict: verdict(1) });
    asked = [];
    records = [];
    refusals = [];
    health = { ready: true, draining: false };
    const deps = webhookDeps({
      judge: (subject, limitMs) => {
        asked.push({ subject, limitMs });
        return judged(subject, limitMs);
      },
      health: { isReady: () => health.ready, isDraining: () => health.draining },
      defaultLimitMs: 1234,
      exemptions: { patterns: ['kube-*'] },
      observe: (record) => records.push(record),
      observeRefusal: (status) => refusals.push(status),
    });
    server = createServer(createWebhook(deps)).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const port = (): number => (server.address() as AddressInfo).port;
  const url = (path: string): string => `http://127.0.0.1:${port()}${path}`;
  const post = (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>> = JSON_TYPE,
    path = '/v1/admit',
  ): Promise<Response> => fetch(url(path), { method: 'POST', body, headers });
  const admit = async (
    body: unknown,
    path?: string,
  ): Promise<{ readonly apiVersion: string; readonly kind: string; readonly response: Record<string, unknown> }> => {
    const response = await post(JSON.stringify(body), JSON_TYPE, path);
    expect(response.status).to.equal(200);
    expect(response.headers.get('content-type')).to.match(/^application\/json/);
    return response.json() as never;
  };

  it('answers a review with a review, and echoes its uid', async () => {
    const { apiVersion, kind, response } = await admit(admissionReview(POD, { uid: 'my-uid' }));
    expect([apiVersion, kind]).to.deep.equal(['admission.k8s.io/v1', 'AdmissionReview']);
    expect(response).to.deep.include({ uid: 'my-uid', allowed: true });
  });
  it('denies with 403 inside of a call that succeeds', async () => {
    judged = async () => ({ kind: 'verdict', verdict: verdict(0, violation('no-pods', 'not here')) });
    const { response } = await admit(admissionReview(POD));
    expect(response).to.deep.include({
      allowed: false,
      status: { code: 403, reason: 'Forbidden', message: '[no-pods] not here' },
    });
  });
  it('judges in the time that the API server gives', async () => {
    await admit(admissionReview(POD), '/v1/admit?timeout=3s');
    await admit(admissionReview(POD));
    expect(asked.map(({ limitMs }) => limitMs)).to.deep.equal([2700, 1234]);
  });
  it('answers in the version in which it was asked', async () => {
    const { apiVersion, response } = await admit({
      ...admissionReview(POD, { uid: 'old' }),
      apiVersion: 'admission.k8s.io/v1beta1',
    });
    expect(apiVersion).to.equal('admission.k8s.io/v1beta1');
    expect(response).to.deep.include({ uid: 'old', allowed: true });
  });
  it('lets through what is exempt, judges nothing, and says so', async () => {
    const object = { ...POD, metadata: { name: 'dns', namespace: 'kube-system' } };
    const { response } = await admit(admissionReview(object));
    expect(asked).to.deep.equal([]);
    expect(response).to.deep.equal({
      uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
      allowed: true,
      status: {
        code: 200,
        message: 'Namespace kube-system is exempt by --exempt-namespace, so nobody has judged this',
      },
      auditAnnotations: {
        verdict: 'unjudged',
        'policy-set': 'cafe',
        unjudged: 'Namespace kube-system is exempt by --exempt-namespace, so nobody has judged this',
      },
    });
    expect(records[0]?.outcome).to.equal('unjudged');
  });
  it('guards the label by which Namespaces leave', async () => {
    const labelled = (name: string): JsonObject => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'admission.gatekeeper.sh/ignore': 'no' } },
    });
    const refused = await admit(admissionReview(labelled('shop')), '/v1/admitlabel');
    expect(refused.response['allowed']).to.equal(false);
    expect(refused.response['status']).to.deep.include({ code: 403, reason: 'Forbidden' });
    expect((await admit(admissionReview(labelled('kube-system')), '/v1/admitlabel')).response['allowed']).to.equal(
      true,
    );
    expect(asked).to.deep.equal([]);
  });
  it('judges a dry run like any other', async () => {
    await admit(admissionReview(POD, { dryRun: true }));
    expect(asked).to.have.length(1);
  });

  describe('refuses, and never fails open, when', () => {
    const faults: readonly (readonly [title: string, judge: () => Promise<LiveJudged>, message: RegExp])[] = [
      [
        'there is no verdict',
        async () => ({ kind: 'fault', message: 'there was no verdict' }),
        /^there was no verdict$/,
      ],
      [
        'judging throws',
        async () => Promise.reject(new SluiceError('INTERNAL', 'out of order')),
        /^INTERNAL: out of order$/,
      ],
      [
        'judging throws something that may quote the object',
        async () => Promise.reject(new TypeError('hunter2')),
        /^sluice stopped on a defect of its own \(TypeError\)$/,
      ],
      ['a verdict cannot be read', async () => JSON.parse('{"kind":"verdict","verdict":{}}'), /./],
    ];
    for (const [title, judge, message] of faults) {
      it(title, async () => {
        judged = judge;
        const { response } = await admit(admissionReview(POD));
        expect(response['allowed']).to.equal(false);
        expect(response['status']).to.deep.include({ code: 500, reason: 'InternalError' });
        expect((response['status'] as { message: string }).message).to.match(message);
      });
    }
    it('the request brings no object', async () => {
      const { response } = await admit(admissionReview(POD, { operation: 'DELETE', object: null }));
      expect(response).to.deep.include({ allowed: false });
      expect(response['status']).to.deep.include({
        code: 500,
        message: 'the request brings no object to judge (DELETE)',
      });
    });
  });

  describe('says by HTTP what is wrong with a call:', () => {
    it('400 for a body that is no review', async () => {
      for (const body of ['', '{', '[]', '{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v2"}']) {
        expect((await post(body)).status, body).to.equal(400);
      }
      expect((await post(Buffer.from([0x7b, 0xff, 0x7d]))).status).to.equal(400);
    });
    it('415 for anything but plain JSON', async () => {
      const body = JSON.stringify(admissionReview(POD));
      expect((await post(body, { 'content-type': 'text/plain' })).status).to.equal(415);
      expect((await post(body, { 'content-type': 'application/json-patch+json' })).status).to.equal(415);
      expect((await post(body, { ...JSON_TYPE, 'content-encoding': 'gzip' })).status).to.equal(415);
      expect((await post(body, { 'content-type': 'application/json; charset=utf-8' })).status).to.equal(200);
    });
    it('413 for a body of more than 20 MiB, and 200 for one of less', async () => {
      const sized = (size: number): string => JSON.stringify(admissionReview({ ...POD, data: 'x'.repeat(size) }));
      expect((await post(sized(20 * 1024 * 1024))).status).to.equal(413);
      expect((await post(sized(20 * 1024 * 1024 - 2048))).status).to.equal(200);
      expect(asked).to.have.length(1);
    });
    it('405 for another method, 404 for another path', async () => {
      const get = await fetch(url('/v1/admit'));
      expect([get.status, get.headers.get('allow')]).to.deep.equal([405, 'POST']);
      expect((await fetch(url('/metrics'))).status).to.equal(404);
      expect((await post('{}', JSON_TYPE, '/v1/mutate')).status).to.equal(404);
    });
    it('nothing of its own making', async () => {
      const { headers } = await fetch(url('/nowhere'));
      expect([...headers.keys()]).not.to.include.members(['x-powered-by']);
    });
  });

  it('survives a caller that goes away in the middle', async () => {
    const call = httpRequest({
      port: port(),
      host: '127.0.0.1',
      method: 'POST',
      path: '/v1/admit',
      headers: { ...JSON_TYPE, 'content-length': '1000' },
    });
    call.on('error', () => undefined);
    call.write('{"half":');
    await once(call, 'socket');
    call.destroy();
    expect((await admit(admissionReview(POD))).response['allowed']).to.equal(true);
  });

  it('tells what became of each request: names, the verdict, and nothing of the object', async () => {
    judged = async () => ({ kind: 'verdict', verdict: verdict(0, violation('no-pods', 'not here')) });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await post(JSON.stringify(admissionReview(POD, { dryRun: true })), { ...JSON_TYPE, traceparent });
    expect(records).to.have.length(1);
    expect(records[0]).to.deep.include({
      endpoint: '/v1/admit',
      uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
      operation: 'CREATE',
      group: '',
      version: 'v1',
      kind: 'Pod',
      subResource: '',
      namespace: 'shop',
      name: 'web',
      userName: 'admin',
      isDryRun: true,
      outcome: 'deny',
      verdictId: 'f00d',
      message: '[no-pods] not here',
      traceparent,
    });
    expect(records[0]?.durationMs).to.be.above(0);
    expect(JSON.stringify(records)).not.to.include('hunter2');
  });
  it('counts what was no review', async () => {
    await post('{');
    await post('{}', { 'content-type': 'text/plain' });
    expect(refusals).to.deep.equal([400, 415]);
    expect(records).to.deep.equal([]);
  });

  describe('probes', () => {
    const status = async (path: string): Promise<number> => (await fetch(url(path))).status;
    it('are well when the policies are loaded', async () => {
      expect([await status('/healthz'), await status('/readyz')]).to.deep.equal([200, 200]);
    });
    it('are alive and not ready while nobody can judge', async () => {
      health.ready = false;
      expect([await status('/healthz'), await status('/readyz')]).to.deep.equal([200, 503]);
    });
    it('are alive and not ready while it shuts down, and connections end', async () => {
      health.draining = true;
      expect([await status('/healthz'), await status('/readyz')]).to.deep.equal([200, 503]);
      const response = await post(JSON.stringify(admissionReview(POD)));
      expect([response.status, response.headers.get('connection')]).to.deep.equal([200, 'close']);
    });
  });
});
