import { once } from 'node:events';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { createWebhook } from '../../../webhook/serving/app.ts';
import { HttpsServer, type ListenOptions } from '../../../webhook/serving/https-server.ts';
import { refuseCaller } from '../../../webhook/serving/refuse-caller.ts';
import { admissionReview } from '../../support/admission-review.ts';
import { selfSignedCertificate } from '../../support/certificate.ts';
import { webhookDeps } from '../webhook-deps.ts';

const OWN = selfSignedCertificate();
const MATERIAL = { cert: Buffer.from(OWN.cert), key: Buffer.from(OWN.key) };
const POD: JsonObject = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } };
const REVIEW = JSON.stringify(admissionReview(POD));
const HEAD = 'POST /v1/admit HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';

interface Answer {
  readonly status: number;
  readonly body: string;
}

describe('the webhook over HTTPS', function () {
  this.timeout(30_000);
  let server: HttpsServer;
  const listen = async (options: Partial<ListenOptions> = {}, name?: string): Promise<void> => {
    const app = createWebhook(webhookDeps(name === undefined ? {} : { refuseCaller: refuseCaller(name) }));
    server = await HttpsServer.listen(app, { ...MATERIAL, port: 0, host: '127.0.0.1', ...options });
  };
  afterEach(() => server[Symbol.asyncDispose]());

  async function post(options: RequestOptions = {}, body: string = REVIEW): Promise<Answer> {
    const call = httpsRequest(`${server.url}/v1/admit`, {
      method: 'POST',
      ca: OWN.cert,
      agent: false,
      headers: { 'content-type': 'application/json' },
      ...options,
    });
    call.on('error', () => undefined);
    call.end(body);
    const [response] = await once(call, 'response');
    return { status: response.statusCode, body: await text(response) };
  }
  async function open(options: ConnectionOptions = {}): Promise<TLSSocket> {
    const port = Number(new URL(server.url).port);
    const socket = connect({ port, host: '127.0.0.1', ca: OWN.cert, servername: 'localhost', ...options });
    socket.on('error', () => undefined);
    await once(socket, 'secureConnect');
    return socket;
  }
  /** All that the server says on a connection until it closes it. */
  const heard = (socket: TLSSocket): Promise<string> => text(socket);

  describe('outlasts whoever', () => {
    beforeEach(() => listen({ requestMs: 1500 }));
    it('sends a head without end', async () => {
      const socket = await open();
      socket.write('POST /v1/admit HTTP/1.1\r\nhost: localhost\r\n');
      const drip = setInterval(() => socket.write('x: y\r\n'), 500);
      expect(await heard(socket)).to.match(/^(?:HTTP\/1\.1 408|$)/);
      clearInterval(drip);
      expect((await post()).status).to.equal(200);
    });
    it('sends a head that is too large', async () => {
      const socket = await open();
      socket.write(`POST /v1/admit HTTP/1.1\r\nhost: localhost\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`);
      expect(await heard(socket)).to.match(/^HTTP\/1\.1 431/);
    });
    it('sends half a body, and goes', async () => {
      const socket = await open();
      socket.write(`${HEAD}content-length: ${REVIEW.length}\r\n\r\n${REVIEW.slice(0, 40)}`);
      socket.destroy();
      expect((await post()).status).to.equal(200);
    });
    it('sends half a body, and stays', async () => {
      const socket = await open();
      socket.write(`${HEAD}content-length: ${REVIEW.length}\r\n\r\n${REVIEW.slice(0, 40)}`);
      expect(await heard(socket)).to.match(/^HTTP\/1\.1 408/);
    });
    it('announces 25 MB: refused before they are sent', async () => {
      const socket = await open();
      socket.write(`${HEAD}content-length: 25000000\r\n\r\n`);
      expect(await heard(socket)).to.match(/^HTTP\/1\.1 413 [^]*the body is larger than 20 MiB/);
    });
    it('sends 25 MB without announcing them', async () => {
      const socket = await open();
      socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
      const answer = heard(socket);
      const chunk = `80000\r\n${' '.repeat(0x80000)}\r\n`;
      for (let sent = 0; sent < 50 && socket.writable; sent += 1) socket.write(chunk);
      expect(await answer).to.match(/^HTTP\/1\.1 413/);
    });
    it('sends no body', async () => expect((await post({}, '')).status).to.equal(400));
    it('does not speak TLS', async () => {
      const { hostname, port } = new URL(server.url);
      const answer = await fetch(`http://${hostname}:${port}/healthz`).then(
        () => 'answered',
        () => 'refused',
      );
      expect(answer).to.equal('refused');
      expect((await post()).status).to.equal(200);
    });
  });

  it('speaks TLS 1.2 when it is told to', async () => {
    await listen({ minVersion: '1.2' });
    expect((await post({ maxVersion: 'TLSv1.2' })).status).to.equal(200);
  });

  describe('with authorities for its clients', () => {
    const apiServer = selfSignedCertificate();
    beforeEach(() => listen({ clientCa: Buffer.from(apiServer.cert) }, 'localhost'));

    it('listens to a client with the certificate that it wants', async () => {
      expect((await post(apiServer)).status).to.equal(200);
    });
    it('does not listen to one without, or with that of another authority', async () => {
      const other = selfSignedCertificate();
      for (const options of [{}, other, { maxVersion: 'TLSv1.3' as const, ...other }]) {
        expect(await post(options)).to.deep.equal({
          status: 403,
          body: 'show a client certificate of an authority in --client-ca\n',
        });
      }
    });
    it('does not listen to one whose certificate has another name', async () => {
      await server[Symbol.asyncDispose]();
      await listen({ clientCa: Buffer.from(apiServer.cert) }, 'kube-apiserver');
      expect(await post(apiServer)).to.deep.equal({
        status: 403,
        body: 'the client certificate is not that of kube-apiserver (--client-name)\n',
      });
    });
    it('does not listen to one who takes up a session that began without a certificate', async () => {
      const socket = await open();
      const session = once(socket, 'session');
      socket.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n');
      const [ticket] = await session;
      socket.destroy();
      const again = await open({ session: ticket });
      expect(again.isSessionReused()).to.equal(true);
      again.write(`${HEAD}connection: close\r\ncontent-length: ${REVIEW.length}\r\n\r\n${REVIEW}`);
      expect(await heard(again)).to.match(/^HTTP\/1\.1 403/);
    });
    it('answers the probes of a kubelet, which has no certificate', async () => {
      const call = httpsRequest(`${server.url}/readyz`, { ca: OWN.cert, agent: false }).end();
      const [response] = await once(call, 'response');
      response.resume();
      expect(response.statusCode).to.equal(200);
    });
  });
});
