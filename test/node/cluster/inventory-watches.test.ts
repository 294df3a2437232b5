import { expect } from 'chai';
import { describe, it } from 'mocha';
import { InventoryWatches } from '../../../src/node/cluster/inventory-watches.ts';
import { createKubeClient } from '../../../src/node/kubernetes/create-kube-client.ts';
import { ListWatchServer } from '../../support/api-server.ts';
import { pollUntil } from '../../support/kube/poll-until.ts';

const CONFIG_MAPS = { group: '', version: 'v1', kind: 'ConfigMap' };

describe('the watches of an inventory', () => {
  it('are incomplete until everything is listed, and say what is missing', async () => {
    await using server = await ListWatchServer.start();
    server.put('a', { n: 1 });
    await using watches = watchesOf(server);
    watches.want({ kinds: [CONFIG_MAPS, { group: 'shop', version: 'v1', kind: 'Widget' }], excludedNamespaces: [] });
    const reason = await reasonOf(watches, 'the cluster has no such kind');
    expect(reason).to.contain('shop/v1 Widget (the cluster has no such kind)');
    watches.want({ kinds: [CONFIG_MAPS], excludedNamespaces: [] });
    expect(await complete(watches)).to.deep.equal(['a']);
  });

  it('keep nothing rather than a part when it is too much, and begin anew when less is wanted', async () => {
    await using server = await ListWatchServer.start();
    for (let n = 0; n < 600; n += 1) server.put(`m${n}`, { n });
    await using watches = watchesOf(server, { maxObjects: 500, maxSize: 10_000_000 });
    watches.want({ kinds: [CONFIG_MAPS], excludedNamespaces: [] });
    const reason = await reasonOf(watches, 'too large');
    expect(reason).to.contain('sync fewer kinds');
    await pollUntil(() => (server.watchers === 0 ? true : undefined), { what: 'nobody watches any more' });
    watches.want({ kinds: [CONFIG_MAPS], excludedNamespaces: ['def*'] });
    expect(await complete(watches)).to.deep.equal([]);
  });

  it('do not read to the end what is too much', async () => {
    await using server = await ListWatchServer.start();
    for (let n = 0; n < 2500; n += 1) server.put(`m${n}`, { n });
    await using watches = watchesOf(server, { maxObjects: 100, maxSize: 10_000_000 });
    watches.want({ kinds: [CONFIG_MAPS], excludedNamespaces: [] });
    await reasonOf(watches, 'too large');
    await watches[Symbol.asyncDispose]();
    expect(server.asked.filter((url) => url.includes('limit=')).length, 'of 50 pages').to.be.lessThan(10);
  });

  it('notice when it becomes too much later', async () => {
    await using server = await ListWatchServer.start();
    await using watches = watchesOf(server, { maxObjects: 3, maxSize: 10_000_000 });
    watches.want({ kinds: [CONFIG_MAPS], excludedNamespaces: [] });
    await complete(watches);
    for (let n = 0; n < 4; n += 1) server.put(`m${n}`, { n });
    expect(await reasonOf(watches, 'too large')).to.contain('more than 3 objects');
  });
});

function watchesOf(server: ListWatchServer, limits = { maxObjects: 1000, maxSize: 10_000_000 }): InventoryWatches {
  let revision = 0;
  return new InventoryWatches({
    client: createKubeClient(server.connection),
    limits,
    nextRevision: () => (revision += 1),
    onTrouble: () => undefined,
    pause: () => new Promise(setImmediate),
  });
}

function reasonOf(watches: InventoryWatches, text: string): Promise<string> {
  return pollUntil(
    () => {
      const shown = watches.show();
      return shown.kind === 'incomplete' && shown.reason.includes(text) ? shown.reason : undefined;
    },
    { what: `it is incomplete, ${text}`, withinMs: 8000 },
  );
}

/** The names that are kept, once all are. */
function complete(watches: InventoryWatches): Promise<readonly string[]> {
  return pollUntil(
    () => {
      const shown = watches.show();
      if (shown.kind === 'incomplete') return undefined;
      const { namespace } = JSON.parse(shown.json());
      return Object.keys(namespace?.default?.v1?.ConfigMap ?? {});
    },
    { what: 'everything is listed', withinMs: 8000 },
  );
}
