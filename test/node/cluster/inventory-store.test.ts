import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  InventoryStore,
  toInventoryObject,
  type InventoryChange,
  type InventoryObject,
} from '../../../src/node/cluster/inventory-store.ts';
import { readShared } from '../../../src/node/cluster/shared-text.ts';
import type { Kept } from '../../../src/node/kubernetes/reflector.ts';

const PODS = { group: '', version: 'v1', kind: 'Pod' };
const ROLES = { group: 'rbac.authorization.k8s.io', version: 'v1', kind: 'ClusterRole' };

describe('the inventory of a cluster', () => {
  it('is laid out as policies look it up, without what nobody asks for', () => {
    const { store } = emptyStore();
    store.replace(PODS, [pod('a', { managedFields: [{ manager: 'kubelet' }] })]);
    store.upsert(ROLES, role('admin'));
    expect(contentOf(store)).to.deep.equal({
      namespace: { shop: { v1: { Pod: { a: podObject('a') } } } },
      cluster: { 'rbac.authorization.k8s.io/v1': { ClusterRole: { admin: roleObject('admin') } } },
    });
  });

  it('tells what is another since a revision, each object once', () => {
    const { store, revision } = emptyStore();
    store.replace(PODS, [pod('a'), pod('b'), pod('c')]);
    const since = revision();
    store.upsert(PODS, pod('a', { labels: { n: '1' } }));
    store.upsert(PODS, pod('a', { labels: { n: '2' } }));
    store.upsert(PODS, pod('b'));
    store.delete(PODS, 'shop/c');
    expect(
      changesSince(store, since)?.map(({ path, text }) => ({ path, ...(text && { json: readShared(text) }) })),
    ).to.deep.equal([
      { path: ['namespace', 'shop', 'v1', 'Pod', 'a'], json: JSON.stringify(podObject('a', { labels: { n: '2' } })) },
      { path: ['namespace', 'shop', 'v1', 'Pod', 'c'] },
    ]);
  });

  it('does not know what was another too long ago', () => {
    const { store, revision } = emptyStore();
    store.upsert(PODS, pod('a'));
    const since = revision();
    for (let n = 0; n < 10_000; n += 1) store.upsert(PODS, pod('a', { labels: { n: String(n) } }));
    expect(changesSince(store, since)).to.equal(undefined);
  });

  it('lets go of what a new list does not hold, and of a kind that nobody wants', () => {
    const { store } = emptyStore();
    store.replace(PODS, [pod('a'), pod('b')]);
    store.replace(PODS, [pod('b')]);
    store.replace(ROLES, [role('admin')]);
    store.drop(ROLES);
    expect(contentOf(store)).to.deep.equal({ namespace: { shop: { v1: { Pod: { b: podObject('b') } } } } });
  });

  it('says when it is too much', () => {
    const few = new InventoryStore({ maxObjects: 2, maxSize: 1_000_000 }, () => 1);
    few.replace(PODS, [pod('a'), pod('b')]);
    expect(few.excess).to.equal(undefined);
    expect(few.wouldExceed(PODS, 3, 10)).to.equal(true);
    few.upsert(PODS, pod('c'));
    expect(few.excess).to.equal('it has more than 2 objects');

    const small = new InventoryStore({ maxObjects: 10, maxSize: 100 }, () => 1);
    small.upsert(PODS, pod('a', { labels: { text: 'x'.repeat(200) } }));
    expect(small.excess).to.contain('larger than');
    small.delete(PODS, 'shop/a');
    expect(small.excess).to.equal(undefined);
  });
});

function emptyStore(): { readonly store: InventoryStore; readonly revision: () => number } {
  let revision = 0;
  const store = new InventoryStore({ maxObjects: 100_000, maxSize: 1_000_000_000 }, () => (revision += 1));
  return { store, revision: () => revision };
}

function contentOf(store: InventoryStore): unknown {
  const shown = store.show();
  return shown.kind === 'complete' ? JSON.parse(shown.json()) : shown;
}

function changesSince(store: InventoryStore, since: number): readonly InventoryChange[] | undefined {
  const shown = store.show();
  return shown.kind === 'complete' ? shown.changesSince(since) : undefined;
}

const podObject = (name: string, more: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', ...more },
});

const roleObject = (name: string): object => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name },
});

const pod = (name: string, more: object = {}): Kept<InventoryObject> => kept(`shop/${name}`, podObject(name, more));
const role = (name: string): Kept<InventoryObject> => kept(name, roleObject(name));

function kept(key: string, object: object): Kept<InventoryObject> {
  const value = toInventoryObject(JSON.parse(JSON.stringify(object)));
  if (value === undefined) throw new Error('it is no object of Kubernetes');
  return { key, value };
}
