import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createKubeClient, type KubeClientOptions } from '../../../src/node/kubernetes/create-kube-client.ts';
import type { ApiResource, KubeClient } from '../../../src/node/kubernetes/kube-client.ts';
import { KubeError } from '../../../src/node/kubernetes/kube-error.ts';
import { refuse } from '../../support/api-server.ts';
import { TestServer, type Answer } from '../../support/http-server.ts';

const WIDGETS: ApiResource = {
  group: 'shop.example',
  version: 'v1',
  kind: 'Widget',
  plural: 'widgets',
  isNamespaced: true,
};
const ADDRESS = { resource: WIDGETS, name: 'a', namespace: 'default' };

describe('a client of the API server', () => {
  it('reads an object, as who it is at that moment', async () => {
    const tokens = ['one', 'two'];
    await using server = await TestServer.start((_, response) => response.end('{"kind":"Widget"}'));
    const client = createKubeClient({
      server: server.url('/k8s/clusters/c-1/'),
      credentials: () => Promise.resolve({ headers: { authorization: `Bearer ${tokens.shift()}` }, tls: {} }),
    });
    expect(await client.get(ADDRESS)).to.deep.equal({ kind: 'Widget' });
    await client.get(ADDRESS);
    expect(server.seen.map(({ authorization }) => authorization)).to.deep.equal(['Bearer one', 'Bearer two']);
    expect(server.seen[0]?.url).to.equal('/k8s/clusters/c-1/apis/shop.example/v1/namespaces/default/widgets/a');
    await client[Symbol.asyncDispose]();
  });

  it('says what the server said, and how to know it again', async () => {
    await using asked = await Asked.start((_, response) => refuse(response, 409, 'Conflict'));
    const error = await faultOf(asked.client.update(ADDRESS, { metadata: { resourceVersion: '1' } }));
    expect([error.status, error.reason, error.code]).to.deep.equal([409, 'Conflict', 'NETWORK_FAILED']);
    expect(error.message).to.equal(
      'PUT /apis/shop.example/v1/namespaces/default/widgets/a: 409 Conflict: made Conflict',
    );
    expect(asked.server.seen).to.have.length(1);
  });

  it('tells access that is refused apart', async () => {
    await using asked = await Asked.start((_, response) => refuse(response, 403, 'Forbidden'));
    expect((await faultOf(asked.client.get(ADDRESS))).code).to.equal('ACCESS_DENIED');
  });

  it('waits as long as a busy server asks for, also with what changes something', async () => {
    await using asked = await Asked.start((_, response) => {
      if (asked.server.seen.length < 3) refuse(response, 429, 'TooManyRequests', { 'retry-after': '2' });
      else response.end('{"ok":true}');
    });
    expect(await asked.client.create({ resource: WIDGETS, namespace: 'default' }, { a: 1 })).to.deep.equal({
      ok: true,
    });
    expect(asked.pauses).to.deep.equal([2000, 2000]);
    expect(asked.server.seen.map(({ body }) => body)).to.deep.equal(Array.from({ length: 3 }, () => '{"a":1}'));
  });

  it('asks again what only reads or says what should be, and nothing else, when an answer is lost', async () => {
    await using asked = await Asked.start((_, response) => {
      if (asked.server.seen.length % 2 === 1) response.destroy();
      else response.end('{"ok":true}');
    });
    const { client, server } = asked;
    expect(await client.get(ADDRESS)).to.deep.equal({ ok: true });
    expect(await client.patch(ADDRESS, { type: 'apply', body: {}, fieldManager: 'me' })).to.deep.equal({ ok: true });
    expect(server.seen).to.have.length(4);
    const error = await faultOf(client.patch(ADDRESS, { type: 'merge', body: {} }));
    expect([error.status, server.seen.length]).to.deep.equal([0, 5]);
  });

  it('gives up after a few tries', async () => {
    await using asked = await Asked.start((_, response) => refuse(response, 503, 'ServiceUnavailable'));
    expect((await faultOf(asked.client.get(ADDRESS))).status).to.equal(503);
    expect(asked.server.seen).to.have.length(4);
    expect(asked.pauses).to.have.length(3);
  });

  it('gives up at once when it is told to', async () => {
    const stop = new AbortController();
    await using asked = await Asked.start(() => stop.abort());
    const error = await faultOf(asked.client.get(ADDRESS, { signal: stop.signal }));
    expect([error.status, asked.server.seen.length]).to.deep.equal([0, 1]);
  });

  it('takes no answer that is larger than it may be, or that is no JSON', async () => {
    await using asked = await Asked.start(
      (_, response) => response.end(asked.server.seen.length === 1 ? `"${'x'.repeat(100)}"` : '<html>'),
      { maxBytes: 50 },
    );
    expect((await faultOf(asked.client.get(ADDRESS))).message).to.contain('more than 50 bytes');
    expect((await faultOf(asked.client.get(ADDRESS))).message).to.contain('is not JSON');
  });

  it('says each kind of patch as the server knows it', async () => {
    await using asked = await Asked.start((_, response) => response.end('{}'));
    const { client, server } = asked;
    await client.patch(ADDRESS, { type: 'apply', body: { a: 1 }, fieldManager: 'me', force: true }, { dryRun: true });
    await client.patch({ ...ADDRESS, subresource: 'status' }, { type: 'merge', body: { a: 1 } });
    await client.patch(ADDRESS, { type: 'json', body: [{ op: 'remove', path: '/a' }] });
    const [apply, merge, json] = server.seen;
    expect(apply?.url).to.match(/widgets\/a\?dryRun=All&fieldManager=me&force=true$/);
    expect(merge?.url).to.match(/widgets\/a\/status$/);
    expect(json?.body).to.equal('[{"op":"remove","path":"/a"}]');
  });

  it('is content when what it deletes is gone already', async () => {
    await using asked = await Asked.start((_, response) => refuse(response, 404, 'NotFound'));
    await asked.client.delete(ADDRESS);
    expect(asked.server.seen[0]?.method).to.equal('DELETE');
  });

  it('asks for smaller pages when one is too large', async () => {
    const items = Array.from({ length: 10 }, (_, n) => ({ metadata: { name: `w${n}` }, text: 'x'.repeat(100) }));
    await using asked = await Asked.start(
      ({ url }, response) => {
        const query = new URL(url, 'http://server').searchParams;
        const [start, limit] = [Number(query.get('continue') ?? 0), Number(query.get('limit'))];
        const next = start + limit < items.length ? { continue: String(start + limit) } : {};
        response.end(
          JSON.stringify({ metadata: { resourceVersion: '7', ...next }, items: items.slice(start, start + limit) }),
        );
      },
      { maxBytes: 600 },
    );
    const names: unknown[] = [];
    for await (const page of asked.client.list(WIDGETS, { limit: 8 })) {
      names.push(...page.items.map(({ kind, apiVersion, text }) => [kind, apiVersion, typeof text]));
    }
    expect(names).to.deep.equal(items.map(() => ['Widget', 'shop.example/v1', 'string']));
  });

  it('refuses a page that is too large with one object in it', async () => {
    await using asked = await Asked.start((_, response) => response.end(`{"items":["${'x'.repeat(100)}"]}`), {
      maxBytes: 50,
    });
    const read = async (): Promise<void> => {
      for await (const page of asked.client.list(WIDGETS, { limit: 4 })) expect(page).to.equal(undefined);
    };
    expect((await faultOf(read())).message).to.contain('more than 50 bytes');
    expect(asked.server.seen).to.have.length(3);
  });

  it('finds the resource of a kind, and asks once for what it found', async () => {
    const resources = [
      { name: 'widgets', kind: 'Widget', namespaced: true, verbs: ['get', 'list', 'watch'] },
      { name: 'widgets/status', kind: 'Widget', namespaced: true, verbs: ['get'] },
      { name: 'reviews', kind: 'Review', namespaced: false, verbs: ['create'] },
    ];
    await using asked = await Asked.start(({ url }, response) => {
      if (url === '/apis/shop.example/v1') response.end(JSON.stringify({ resources }));
      else refuse(response, 404, 'NotFound');
    });
    const { client, server } = asked;
    expect(await client.discover({ group: 'shop.example', version: 'v1', kind: 'Widget' })).to.deep.equal(WIDGETS);
    await client.discover({ group: 'shop.example', version: 'v1', kind: 'Widget' });
    expect(server.seen).to.have.length(1);
    expect(await client.discover({ group: 'shop.example', version: 'v1', kind: 'Review' })).to.equal(undefined);
    expect(await client.discover({ group: '', version: 'v1', kind: 'Pod' })).to.equal(undefined);
    expect(server.seen.at(-1)?.url).to.equal('/api/v1');
  });

  it('never shows what was sent', async () => {
    await using asked = await Asked.start((_, response) => response.end('nothing'));
    const secret = { data: { password: 'kept-to-ourselves' } };
    const error = await faultOf(asked.client.update(ADDRESS, secret));
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.to.contain('kept-to-ourselves');
  });
});

async function faultOf(task: Promise<unknown>): Promise<KubeError> {
  try {
    await task;
  } catch (error) {
    if (error instanceof KubeError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** A client with its server. Nothing waits; the pauses are noted. */
class Asked implements AsyncDisposable {
  readonly server: TestServer;
  readonly client: KubeClient;
  readonly pauses: number[] = [];

  private constructor(server: TestServer, options: KubeClientOptions) {
    this.server = server;
    this.client = createKubeClient(
      { server: server.url('/'), credentials: () => Promise.resolve({ headers: {}, tls: {} }) },
      { pause: (ms) => Promise.resolve(void this.pauses.push(ms)), random: () => 0.5, ...options },
    );
  }

  static async start(answer: Answer, options: KubeClientOptions = {}): Promise<Asked> {
    return new Asked(await TestServer.start(answer), options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client[Symbol.asyncDispose]();
    await this.server[Symbol.asyncDispose]();
  }
}
