import { expect } from 'chai';
import { describe, it } from 'mocha';
import { textAt, valueAt } from '../../../src/core/gatekeeper/read-fields.ts';
import { createKubeClient } from '../../../src/node/kubernetes/create-kube-client.ts';
import type { ApiResource } from '../../../src/node/kubernetes/kube-client.ts';
import { Reflector, type Kept, type ReflectorOptions } from '../../../src/node/kubernetes/reflector.ts';
import { ListWatchServer, refuse } from '../../support/api-server.ts';
import { pollUntil } from '../../support/kube/poll-until.ts';

const CONFIG_MAPS: ApiResource = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  isNamespaced: true,
};

describe('a reflector', () => {
  it('has what is there, and what is added, changed and removed from then on', async () => {
    await using server = await ListWatchServer.start();
    server.put('a', { n: 1 });
    await using mirror = Mirror.of(server);
    await mirror.synced;
    expect(mirror.shown).to.deep.equal({ 'default/a': '1' });

    server.put('b', { n: 2 });
    server.put('a', { n: 3 });
    server.remove('b');
    server.put('c', { n: 4 });
    await until('all is seen', () => mirror.shown['default/c'] === '4');
    expect(mirror.shown).to.deep.equal({ 'default/a': '3', 'default/c': '4' });
    expect(mirror.steps).to.deep.equal(['= 1', '+ default/b 2', '+ default/a 3', '- default/b', '+ default/c 4']);
  });

  it('lists in pages', async () => {
    await using server = await ListWatchServer.start();
    for (let n = 0; n < 25; n += 1) server.put(`m${n}`, { n });
    await using mirror = Mirror.of(server, { limit: 10 });
    await mirror.synced;
    expect(Object.keys(mirror.shown)).to.have.length(25);
    expect(server.asked.filter((url) => url.includes('limit=10'))).to.have.length(3);
  });

  it('lists again when the past is forgotten while it reads pages', async () => {
    await using server = await ListWatchServer.start();
    for (let n = 0; n < 20; n += 1) server.put(`m${n}`, { n });
    server.intercept = (request) => {
      if (request.url?.includes('continue') === true) {
        server.intercept = () => false;
        server.put('late', { n: 99 });
        server.forget();
      }
      return false;
    };
    await using mirror = Mirror.of(server, { limit: 10 });
    await mirror.synced;
    expect(Object.keys(mirror.shown)).to.have.length(21);
  });

  it('goes on where it was after a cut, and loses nothing of what happened meanwhile', async () => {
    await using server = await ListWatchServer.start();
    await using mirror = Mirror.of(server);
    await until('it watches', () => server.watchers === 1);
    server.put('a', { n: 1 });
    await until('a is seen', () => mirror.shown['default/a'] === '1');
    server.cut();
    server.put('a', { n: 2 });
    server.put('b', { n: 1 });
    server.remove('b');
    server.put('a', { n: 3 });
    await until('a is 3', () => mirror.shown['default/a'] === '3');
    expect(mirror.steps.slice(2)).to.deep.equal(['+ default/a 2', '+ default/b 1', '- default/b', '+ default/a 3']);
    expect(server.asked.filter((url) => url.includes('limit='))).to.have.length(1);
  });

  it('takes a bookmark as its place, so that a quiet resource is not listed again', async () => {
    await using server = await ListWatchServer.start();
    await using mirror = Mirror.of(server);
    await until('it watches', () => server.watchers === 1);
    server.bookmark();
    server.forget();
    await until('the stream was read', () => {
      server.end();
      return server.asked.some((url) => url.includes(`resourceVersion=${server.version}`));
    });
    await until('it watches again', () => server.watchers === 1);
    expect(mirror.steps).to.deep.equal(['= 0']);
    expect(server.asked.filter((url) => url.includes('limit='))).to.have.length(1);
  });

  it('lists again on 410 Gone, and tells of what went away meanwhile', async () => {
    await using server = await ListWatchServer.start();
    server.put('a', { n: 1 });
    server.put('b', { n: 1 });
    await using mirror = Mirror.of(server);
    await until('it watches', () => server.watchers === 1);
    server.cut();
    server.remove('b');
    server.put('c', { n: 1 });
    server.forget();
    await until('c is seen', () => mirror.shown['default/c'] === '1');
    expect(mirror.shown).to.deep.equal({ 'default/a': '1', 'default/c': '1' });
  });

  it('drops half a line at the end of a stream, and gets the event whole after it', async () => {
    await using server = await ListWatchServer.start();
    await using mirror = Mirror.of(server);
    await until('it watches', () => server.watchers === 1);
    server.write('{"type":"ADDED","object":{"metadata":{"name":"half');
    server.end();
    server.put('half', { n: 7 });
    await until('it is seen', () => mirror.shown['default/half'] === '7');
    expect(mirror.steps).to.deep.equal(['= 0', '+ default/half 7']);
  });

  it('puts lines together that come in pieces, and takes objects of a megabyte', async () => {
    await using server = await ListWatchServer.start();
    await using mirror = Mirror.of(server);
    await until('it watches', () => server.watchers === 1);
    server.put('large', { n: 1, text: 'ä'.repeat(500_000) });
    await until('it is seen', () => mirror.shown['default/large'] === '1');
    const object = { metadata: { name: 'slow', resourceVersion: '9000' }, data: { n: 5 } };
    for (const piece of `${JSON.stringify({ type: 'ADDED', object })}\n`.match(/.{1,9}|\n/gs) ?? []) {
      server.write(piece);
      await new Promise(setImmediate);
    }
    await until('it is seen', () => mirror.shown['slow'] === '5');
  });

  it('does not take an event that is larger than it may be', async () => {
    await using server = await ListWatchServer.start();
    await using mirror = Mirror.of(server, {}, { maxBytes: 10_000 });
    await until('it watches', () => server.watchers === 1);
    server.put('huge', { text: 'x'.repeat(20_000) });
    await until('it says so', () => mirror.troubles.length > 0);
    expect(mirror.troubles[0]).to.contain('longer than 10000 bytes');
  });

  it('gives up a stream that is silent, and watches again', async () => {
    await using server = await ListWatchServer.start();
    await using mirror = Mirror.of(server, {}, { times: { answerMs: 5000, silenceMs: 40 } });
    await until('it has watched twice', () => server.asked.filter((url) => url.includes('watch=')).length > 1);
    server.put('a', { n: 1 });
    await until('a is seen', () => mirror.shown['default/a'] === '1');
  });

  it('gives up a list that does not come, and asks again', async () => {
    await using server = await ListWatchServer.start();
    server.put('a', { n: 1 });
    server.intercept = (_, response) => {
      server.intercept = () => false;
      response.writeHead(200);
      response.write('{"items":[');
      return true;
    };
    await using mirror = Mirror.of(server, {}, { times: { answerMs: 60, silenceMs: 5000 } });
    await mirror.synced;
    expect(mirror.shown).to.deep.equal({ 'default/a': '1' });
  });

  it('goes on by itself when the server was away', async () => {
    await using server = await ListWatchServer.start();
    server.put('a', { n: 1 });
    await using mirror = Mirror.of(server);
    await until('it watches', () => server.watchers === 1);
    await server.stop();
    server.put('a', { n: 2 });
    await until('it says so', () => mirror.troubles.length > 0);
    await server.listen();
    await until('a is 2', () => mirror.shown['default/a'] === '2');
    await until('it is well', () => mirror.recoveries > 0);
  });

  it('is not synced while it may not list, and says why once', async () => {
    await using server = await ListWatchServer.start();
    let refused = 0;
    server.intercept = (_, response) => {
      refused += 1;
      refuse(response, 403, 'Forbidden');
      return true;
    };
    await using mirror = Mirror.of(server);
    await until('it has asked three times', () => refused > 2);
    expect(mirror.isSynced).to.equal(false);
    expect(mirror.troubles).to.have.length(1);
    expect(mirror.troubles[0]).to.contain('403 Forbidden');
    server.intercept = () => false;
    await mirror.synced;
  });

  describe('of a resource that the server does not know', () => {
    const gone = (server: ListWatchServer): void => {
      server.intercept = (_, response) => {
        refuse(response, 404, 'NotFound');
        return true;
      };
    };

    it('has nothing, where none may be installed', async () => {
      await using server = await ListWatchServer.start();
      gone(server);
      await using mirror = Mirror.of(server);
      await mirror.synced;
      expect(mirror.steps).to.deep.equal(['= 0']);
      server.put('a', { n: 1 });
      server.intercept = () => false;
      await until('a is seen', () => mirror.shown['default/a'] === '1');
    });

    it('waits, where it will come', async () => {
      await using server = await ListWatchServer.start();
      gone(server);
      await using mirror = Mirror.of(server, { absent: 'wait' });
      await until('it has asked often', () => server.asked.length > 5);
      expect(mirror.isSynced).to.equal(false);
      server.intercept = () => false;
      await mirror.synced;
    });

    it('believes that all is gone when it hears it three times', async () => {
      await using server = await ListWatchServer.start();
      server.put('a', { n: 1 });
      await using mirror = Mirror.of(server);
      await until('it watches', () => server.watchers === 1);
      const shownWhenAsked: number[] = [];
      server.intercept = (_, response) => {
        shownWhenAsked.push(Object.keys(mirror.shown).length);
        refuse(response, 404, 'NotFound');
        return true;
      };
      server.cut();
      await until('it is gone', () => Object.keys(mirror.shown).length === 0);
      expect(shownWhenAsked.slice(0, 3)).to.deep.equal([1, 1, 1]);
    });
  });

  it('lists again after a while, whatever the stream said', async () => {
    await using server = await ListWatchServer.start();
    await using mirror = Mirror.of(server, { resyncMs: -1 });
    await until('it watches', () => server.watchers === 1);
    server.bookmark();
    server.end();
    await until('it has listed twice', () => server.asked.filter((url) => url.includes('limit=')).length === 2);
    expect(mirror.isSynced).to.equal(true);
  });

  it('keeps nothing of what the projection does not want', async () => {
    await using server = await ListWatchServer.start();
    server.put('a', { n: 1 });
    server.put('kube-root-ca', { n: 1 });
    await using mirror = Mirror.of(server, {
      project: (object) => (textAt(object, ['metadata', 'name']).startsWith('kube-') ? undefined : 'kept'),
    });
    await mirror.synced;
    expect(mirror.shown).to.deep.equal({ 'default/a': 'kept' });
  });

  it('shows in the end what the server has, whatever happened on the way', async () => {
    await using server = await ListWatchServer.start();
    await using mirror = Mirror.of(server, { limit: 7 });
    const expected = new Map<string, string>();
    for (let step = 0; step < 400; step += 1) {
      const name = `m${(step * 7) % 31}`;
      if (step % 5 === 4) {
        server.remove(name);
        expected.delete(`default/${name}`);
      } else {
        server.put(name, { n: step });
        expected.set(`default/${name}`, String(step));
      }
      if (step % 37 === 0) server.cut();
      if (step % 41 === 0) server.end();
      if (step % 53 === 0) server.forget();
      if (step % 59 === 0) server.bookmark();
      if (step % 3 === 0) await new Promise(setImmediate);
    }
    await until(
      'it shows all',
      () => JSON.stringify(sorted(mirror.shown)) === JSON.stringify(sorted(Object.fromEntries(expected))),
    );
  });
});

const sorted = (shown: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(shown).sort(([a], [b]) => (a < b ? -1 : 1));

/** What a reflector told of: the objects' `data.n` by key, and each step. */
class Mirror implements AsyncDisposable {
  readonly steps: string[] = [];
  readonly troubles: string[] = [];
  recoveries = 0;
  shown: Record<string, string> = {};
  readonly #reflector: Reflector<string>;

  private constructor(server: ListWatchServer, options: Partial<ReflectorOptions<string>>, clientOptions: object) {
    const pause = (_: number, signal?: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        if (signal?.aborted === true) resolve();
        else setImmediate(resolve);
      });
    this.#reflector = new Reflector({
      client: createKubeClient(server.connection, { pause, tries: 1, ...clientOptions }),
      resource: CONFIG_MAPS,
      project: (object) => JSON.stringify(valueAt(object, ['data', 'n']) ?? null),
      pause,
      consumer: {
        onReplace: (items) => this.#replace(items),
        onUpsert: ({ key, value }) => {
          this.steps.push(`+ ${key} ${value}`);
          this.shown[key] = value;
        },
        onDelete: (key) => {
          this.steps.push(`- ${key}`);
          delete this.shown[key];
        },
        onTrouble: (message) => void this.troubles.push(message),
        onRecovered: () => {
          this.recoveries += 1;
        },
      },
      ...options,
    });
  }

  static of(
    server: ListWatchServer,
    options: Partial<ReflectorOptions<string>> = {},
    clientOptions: object = {},
  ): Mirror {
    return new Mirror(server, options, clientOptions);
  }

  get synced(): Promise<void> {
    return this.#reflector.synced;
  }

  get isSynced(): boolean {
    return this.#reflector.isSynced;
  }

  #replace(items: readonly Kept<string>[]): void {
    this.steps.push(`= ${items.length}`);
    this.shown = Object.fromEntries(items.map(({ key, value }) => [key, value]));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#reflector[Symbol.asyncDispose]();
  }
}

function until(what: string, holds: () => boolean): Promise<true> {
  return pollUntil(() => (holds() ? true : undefined), { what, withinMs: 8000, everyMs: 2 });
}
