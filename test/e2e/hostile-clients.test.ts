import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { connect, type TLSSocket } from 'node:tls';
import { expect } from 'chai';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import type { JsonObject } from '../../src/core/model/json.ts';
import { AdmissionLoad, allowed, denied } from '../support/admission-load.ts';
import { admissionReview } from '../support/admission-review.ts';
import { isCompiled } from '../support/program.ts';
import { ServeProcess } from '../support/serve-process.ts';

const POLICY = 'package main\n\ndeny contains "bad" if input.metadata.name == "bad"\n';
const MANY = 60;
const MIB = 1024 ** 2;
const HEAD = 'POST /v1/admit HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
const bad = (more: JsonObject = {}): string =>
  JSON.stringify(
    admissionReview({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bad', namespace: 'shop' }, ...more }),
  );

describe('sluice serve, among clients that mean no good', function () {
  this.timeout(300_000);
  let server: ServeProcess;
  let load: AdmissionLoad;
  const sockets: TLSSocket[] = [];
  before(function () {
    if (!isCompiled()) this.skip();
  });
  beforeEach(async () => {
    server = new ServeProcess();
    server.folder.write('policy/main.rego', POLICY);
    await server.listen('-p', 'policy', '--jobs', '2');
    load = new AdmissionLoad({ servers: [server.place], expected: { good: allowed, bad: denied }, callers: 2 });
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await load.stop();
    await server[Symbol.asyncDispose]();
  });

  async function open(): Promise<TLSSocket> {
    const { hostname: host, port } = new URL(server.url);
    const socket = connect({ host, port: Number(port), ca: server.place.authority, servername: 'localhost' });
    sockets.push(socket);
    socket.on('error', () => undefined);
    await once(socket, 'secureConnect');
    return socket;
  }
  const crowd = (size: number = MANY): Promise<readonly TLSSocket[]> => Promise.all(Array.from({ length: size }, open));
  /** What each is told until it is thrown out. */
  const heard = (all: readonly TLSSocket[]): Promise<readonly string[]> =>
    Promise.all(all.map((socket) => text(socket).catch(() => '')));
  function drip(all: readonly (readonly [socket: TLSSocket, part: string])[]): Disposable {
    const timer = setInterval(() => {
      for (const [socket, part] of all) if (socket.writable) socket.write(part);
    }, 200);
    return { [Symbol.dispose]: () => clearInterval(timer) };
  }
  async function expectOthersServed(): Promise<void> {
    const { right, wrong, lost } = await load.stop();
    expect({ wrong: wrong.slice(0, 3), lost: lost.slice(0, 3) }).to.deep.equal({ wrong: [], lost: [] });
    expect(right).to.be.above(0);
    expect((await server.get('/readyz')).status).to.equal(200);
  }

  it('throws out who sends heads or bodies by the byte, and serves the others meanwhile', async () => {
    const [heads, bodies] = [await crowd(), await crowd()];
    for (const socket of heads) socket.write('POST /v1/admit HTTP/1.1\r\n');
    for (const socket of bodies) socket.write(`${HEAD}content-length: ${MIB}\r\n\r\n{"apiVersion":`);
    const told = heard([...heads, ...bodies]);
    using _ = drip([
      ...heads.map((socket) => [socket, 'x: y\r\n'] as const),
      ...bodies.map((socket) => [socket, ' '] as const),
    ]);
    for (const answer of await told) expect(answer).to.match(/^(?:HTTP\/1\.1 408[^]*|)$/);
    await expectOthersServed();
  });

  it('forgets bodies of which half is missing', async () => {
    const whole = bad();
    const [staying, going] = [await crowd(), await crowd()];
    for (const socket of [...staying, ...going]) {
      socket.write(`${HEAD}content-length: ${whole.length}\r\n\r\n${whole.slice(0, whole.length / 2)}`);
    }
    for (const socket of going) socket.destroy();
    for (const answer of await heard(staying)) expect(answer).to.match(/^(?:HTTP\/1\.1 4[^]*|)$/);
    await expectOthersServed();
  });

  it('lets no object through for its size', async () => {
    const large = bad({ data: { page: 'x'.repeat(10 * MIB) } });
    const answers = await Promise.all(
      (await crowd(6)).map(async (socket) => {
        socket.write(`${HEAD}connection: close\r\ncontent-length: ${large.length}\r\n\r\n`);
        socket.write(large);
        return text(socket);
      }),
    );
    for (const answer of answers) {
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect(head).to.match(/^HTTP\/1\.1 200 /);
      expect(denied(JSON.parse(body).response)).to.equal(undefined);
    }
    await expectOthersServed();
  });

  it('takes nothing for a review that is none', async () => {
    const whole = bad();
    const pieces = [
      '\0\u0001\u0002',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      `${HEAD}content-length: 5\r\ncontent-length: ${whole.length}\r\n\r\n${whole}`,
      `${HEAD}content-length: ${whole.length}\r\ntransfer-encoding: chunked\r\n\r\n${whole}`,
      `${HEAD}transfer-encoding: chunked\r\n\r\nfffffffff\r\n${whole}`,
      `${HEAD}content-length: -1\r\n\r\n${whole}`,
      `${HEAD.replace('POST', 'GET')}content-length: ${whole.length}\r\n\r\n${whole}`,
      `${HEAD.replace('json', 'yaml')}connection: close\r\ncontent-length: ${whole.length}\r\n\r\n${whole}`,
      `${HEAD}content-encoding: gzip\r\nconnection: close\r\ncontent-length: ${whole.length}\r\n\r\n${whole}`,
    ];
    for (const piece of pieces) {
      const socket = await open();
      socket.write(piece);
      socket.end();
      const [answer] = await heard([socket]);
      expect(answer, piece.slice(0, 120)).to.match(/^(?:HTTP\/1\.1 4\d\d [^]*|)$/);
    }
    await expectOthersServed();
  });
});
