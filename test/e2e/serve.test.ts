import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:https';
import type { Readable } from 'node:stream';
import { json, text } from 'node:stream/consumers';
import { expect } from 'chai';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import type { JsonObject } from '../../src/core/model/json.ts';
import { admissionReview } from '../support/admission-review.ts';
import { selfSignedCertificate } from '../support/certificate.ts';
import { isCompiled, programArguments } from '../support/program.ts';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const POLICY = `package main

deny contains "it is bad" if input.metadata.name == "bad"

deny contains "never" if {
	input.metadata.name == "slow"
	some a in numbers.range(1, 100000)
	some b in numbers.range(1, 100000)
	a * b == -1
}
`;
const pod = (name: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop' },
  data: 'hunter2-planted',
});

type Server = ChildProcessByStdio<null, Readable, Readable>;

describe('sluice serve, as a process', function () {
  this.timeout(60_000);
  const { cert, key } = selfSignedCertificate();
  let folder: TemporaryFolder;
  let server: Server | undefined;
  before(function () {
    if (!isCompiled()) this.skip();
  });
  beforeEach(() => {
    folder = temporaryFolder();
    folder.write('policy/main.rego', POLICY);
    folder.write('tls.crt', cert);
    folder.write('tls.key', key);
  });
  afterEach(() => {
    server?.kill('SIGKILL');
    server = undefined;
    folder[Symbol.dispose]();
  });

  function start(...args: readonly string[]): Server {
    const env = { ...process.env, SLUICE_CACHE_DIR: folder.at('cache') };
    return spawn(process.execPath, [...programArguments(), 'serve', ...args], {
      cwd: folder.path,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
  const TLS = ['--tls-cert', 'tls.crt', '--tls-key', 'tls.key'];

  interface Running {
    readonly url: string;
    /** What it has written on stderr, once it has ended. */
    readonly said: () => string;
  }
  async function listen(...args: readonly string[]): Promise<Running> {
    server = start('-p', 'policy', '--port', '0', '--host', '127.0.0.1', ...TLS, ...args);
    let said = '';
    for await (const chunk of server.stderr.iterator({ destroyOnReturn: false })) {
      said += String(chunk);
      const [, url] = /listening on (https:\S+),/.exec(said) ?? [];
      if (url === undefined) continue;
      server.stderr.on('data', (more) => (said += String(more)));
      return { url, said: () => said };
    }
    return expect.fail(`it did not listen: ${said}`);
  }
  async function post(url: string, object: JsonObject, timeout = '30s'): Promise<JsonObject> {
    const call = request(`${url}/v1/admit?timeout=${timeout}`, {
      method: 'POST',
      ca: cert,
      agent: false,
      headers: { 'content-type': 'application/json' },
    });
    call.end(JSON.stringify(admissionReview(object)));
    const [answer] = await once(call, 'response');
    expect(answer.statusCode).to.equal(200);
    return ((await json(answer)) as { readonly response: JsonObject }).response;
  }
  async function get(url: string): Promise<number> {
    const call = request(url, { ca: cert, agent: false }).end();
    const [answer] = await once(call, 'response');
    answer.resume();
    return answer.statusCode;
  }
  const exitCode = async (child: Server): Promise<number | null> => {
    if (child.exitCode !== null) return child.exitCode;
    const [code] = await once(child, 'exit');
    return code as number | null;
  };

  it('judges over HTTPS, is ready when it listens, and logs no object', async () => {
    const { url, said } = await listen();
    expect([await get(`${url}/healthz`), await get(`${url}/readyz`)]).to.deep.equal([200, 200]);
    expect(await post(url, pod('good'))).to.deep.include({ allowed: true });
    expect(await post(url, pod('bad'))).to.deep.include({
      allowed: false,
      status: { code: 403, reason: 'Forbidden', message: '[main] it is bad' },
    });
    server?.kill('SIGTERM');
    expect(server && (await exitCode(server))).to.equal(0);
    expect(said())
      .to.match(/"event":"admission".*"name":"bad".*"decision":"deny"/)
      .and.not.to.include('hunter2');
  });

  it('goes on judging others while one policy does not end, and refuses that one', async () => {
    const { url } = await listen('--timeout', '500', '--jobs', '2');
    const slow = post(url, pod('slow'));
    expect(await post(url, pod('good'))).to.deep.include({ allowed: true });
    const refused = await slow;
    expect(refused['allowed']).to.equal(false);
    expect(refused['status'])
      .to.have.property('message')
      .that.matches(/POLICY_TIMEOUT.*within 500 ms/);
  });

  it('answers before the API server gives up', async () => {
    const { url } = await listen('--timeout', '30000', '--jobs', '1');
    const refused = await post(url, pod('slow'), '1s');
    expect(refused['status']).to.deep.include({ code: 500 });
    expect(await post(url, pod('good'))).to.deep.include({ allowed: true });
  });

  it('gives the answers that it owes before it ends on SIGTERM', async () => {
    const { url } = await listen('--timeout', '1000', '--jobs', '1');
    const slow = post(url, pod('slow'));
    // The thread is busy now; this one waits behind it.
    const waiting = post(url, pod('bad'));
    await get(`${url}/healthz`);
    server?.kill('SIGTERM');
    expect([(await slow)['allowed'], (await waiting)['allowed']]).to.deep.equal([false, false]);
    expect((await waiting)['status']).to.deep.include({ code: 403 });
    expect(server && (await exitCode(server))).to.equal(0);
  });

  it('is not ready any more, but serves, during --shutdown-delay', async () => {
    const { url } = await listen('--shutdown-delay', '600');
    server?.kill('SIGTERM');
    const deadline = Date.now() + 20_000;
    while ((await get(`${url}/readyz`)) !== 503) expect(Date.now(), 'it stayed ready').to.be.below(deadline);
    expect(await post(url, pod('good'))).to.deep.include({ allowed: true });
  });

  describe('does not start', () => {
    const failure = async (...args: readonly string[]): Promise<string> => {
      const child = start(...args);
      server = child;
      const [said, code] = await Promise.all([text(child.stderr), exitCode(child)]);
      expect(code).to.equal(2);
      return said;
    };
    it('without a certificate: there is no plain HTTP', async () => {
      expect(await failure('-p', 'policy')).to.match(
        /error\[USAGE\]: the API server speaks to webhooks over TLS only: give --tls-cert FILE and --tls-key FILE/,
      );
    });
    it('with a policy that cannot run, because it would allow what that one forbids', async () => {
      folder.write('policy/broken.rego', 'package broken\ndeny contains if {\n');
      expect(await failure('-p', 'policy', ...TLS)).to.match(
        /a policy cannot run, and the webhook leaves none out:\n.*policy\/broken\.rego:2/,
      );
    });
    it('with a certificate that is not there', async () => {
      expect(await failure('-p', 'policy', '--tls-cert', 'nowhere.crt', '--tls-key', 'tls.key')).to.match(
        /error\[SERVER_FAILED\]: cannot read .*nowhere\.crt/,
      );
    });
    it('on a port that is taken', async () => {
      const { url } = await listen();
      const first = server;
      expect(await failure('-p', 'policy', '--host', '127.0.0.1', '--port', new URL(url).port, ...TLS)).to.match(
        /cannot listen on 127\.0\.0\.1/,
      );
      first?.kill('SIGKILL');
    });
  });
});
