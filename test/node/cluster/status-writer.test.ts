import { expect } from 'chai';
import { describe, it } from 'mocha';
import { listAt, textAt } from '../../../src/core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { StatusWriter, type StatusTarget } from '../../../src/node/cluster/status-writer.ts';
import { createKubeClient } from '../../../src/node/kubernetes/create-kube-client.ts';
import { refuse } from '../../support/api-server.ts';
import { TestServer } from '../../support/http-server.ts';
import { pollUntil } from '../../support/kube/poll-until.ts';

const RESOURCE = { group: 'shop', version: 'v1', kind: 'Widget', plural: 'widgets', isNamespaced: false };

describe('the writer of statuses', () => {
  it('puts its entry beside that of a replica that was faster', async () => {
    await using shop = await Shop.open();
    const writers = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, writer: shop.writer() }));
    for (const { id, writer } of writers) writer.want('w', shop.target(id, 1));
    await shop.until('all are there', (ids) => ids.join() === 'a,b,c,d,e');
    expect(shop.conflicts).to.be.greaterThan(0);
  });

  it('writes the last wish, whatever comes before it', async () => {
    await using shop = await Shop.open();
    const writer = shop.writer();
    for (let generation = 1; generation <= 20; generation += 1) writer.want('w', shop.target('a', generation));
    await shop.until('the last is there', (_, [entry]) => entry?.['observedGeneration'] === 20);
    expect(shop.writes).to.be.lessThan(4);
  });

  it('does not write what is there, unless somebody took it away', async () => {
    await using shop = await Shop.open();
    const writer = shop.writer();
    writer.want('w', shop.target('a', 1));
    await shop.until('it is there', (ids) => ids.join() === 'a');
    const asked = shop.requests;
    writer.want('w', shop.target('a', 1));
    expect(shop.requests).to.equal(asked);
    shop.empty();
    writer.want('w', shop.target('a', 1), true);
    await shop.until('it is there again', (ids) => ids.join() === 'a');
  });

  it('leaves an object alone that only has the name of the one that is meant', async () => {
    await using shop = await Shop.open();
    const writer = shop.writer();
    writer.want('w', { ...shop.target('a', 1), uid: 'of-another' });
    writer.want('v', shop.target('b', 1));
    await shop.until('the other is there', (ids) => ids.join() === 'b');
  });

  it('tells once that it cannot write, and goes on until it can', async () => {
    await using shop = await Shop.open();
    shop.isForbidden = true;
    const writer = shop.writer();
    writer.want('w', shop.target('a', 1));
    await pollUntil(() => (shop.requests > 4 ? true : undefined), { what: 'it has tried often' });
    expect(shop.troubles).to.have.length(1);
    expect(shop.troubles[0]).to.contain('403 Forbidden');
    shop.isForbidden = false;
    await shop.until('it is there', (ids) => ids.join() === 'a');
    await pollUntil(() => (shop.troubles.length === 2 ? true : undefined), { what: 'it says so' });
    expect(shop.troubles[1]).to.equal(undefined);
  });
});

/** One object behind an API that refuses what was written over something unseen. */
class Shop implements AsyncDisposable {
  readonly troubles: (string | undefined)[] = [];
  conflicts = 0;
  writes = 0;
  isForbidden = false;
  #version = 1;
  #status: JsonObject = {};
  readonly #server: TestServer;
  readonly #writers: StatusWriter[] = [];

  private constructor(server: TestServer) {
    this.#server = server;
  }

  static async open(): Promise<Shop> {
    const server = await TestServer.start(({ method, body }, response) => {
      if (shop.isForbidden) refuse(response, 403, 'Forbidden');
      else if (method === 'GET') response.end(JSON.stringify(shop.#object()));
      else if (!shop.#take(JSON.parse(body))) refuse(response, 409, 'Conflict');
      else response.end(JSON.stringify(shop.#object()));
    });
    const shop = new Shop(server);
    return shop;
  }

  get requests(): number {
    return this.#server.seen.length;
  }

  empty(): void {
    this.#status = {};
    this.#version += 1;
  }

  writer(): StatusWriter {
    const connection = { server: this.#server.url('/'), credentials: () => Promise.resolve({ headers: {}, tls: {} }) };
    const pause = (): Promise<void> => new Promise(setImmediate);
    const client = createKubeClient(connection, { pause });
    const writer = new StatusWriter({ client, pause, onTrouble: (trouble) => void this.troubles.push(trouble) });
    this.#writers.push(writer);
    return writer;
  }

  target(podId: string, observedGeneration: number): StatusTarget {
    const wish = { podId, entry: { id: podId, observedGeneration } };
    return { address: { resource: RESOURCE, name: 'w' }, uid: 'u', wish };
  }

  until(what: string, holds: (ids: readonly string[], entries: readonly JsonObject[]) => boolean): Promise<true> {
    const check = (): true | undefined => {
      const entries = listAt(this.#status, ['byPod']).map((one) => one as JsonObject);
      return holds(
        entries.map((entry) => textAt(entry, ['id'])),
        entries,
      )
        ? true
        : undefined;
    };
    return pollUntil(check, { what, withinMs: 8000, everyMs: 2 });
  }

  #object(): JsonObject {
    return { metadata: { name: 'w', uid: 'u', resourceVersion: String(this.#version) }, status: this.#status };
  }

  #take(object: JsonObject): boolean {
    if (textAt(object, ['metadata', 'resourceVersion']) !== String(this.#version)) {
      this.conflicts += 1;
      return false;
    }
    this.writes += 1;
    this.#version += 1;
    this.#status = object['status'] as JsonObject;
    return true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#writers.map((writer) => writer[Symbol.asyncDispose]()));
    await this.#server[Symbol.asyncDispose]();
  }
}
