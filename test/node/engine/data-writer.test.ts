import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { InventoryTree, withInventory } from '../../../src/core/gatekeeper/inventory.ts';
import { printTerm } from '../../../src/core/rego/print-term.ts';
import { PolicyInstance } from '../../../src/node/engine/policy-instance.ts';
import { createPolicyModule } from '../../../src/node/engine/policy-module.ts';
import { compileRego, createBuiltins } from './policy-fixture.ts';

const READ = `all := data.inventory

other := data.other

walked := [[path, value] | walk(data.inventory, [path, value])]

found := data.inventory.namespace[input.namespace]["v1"].Pod[input.name]

same contains [a, b] if {
	some a, x in data.inventory.namespace
	some b, y in data.inventory.namespace
	x == y
}

second := data.inventory.namespace.shop["v1"].Pod.web.spec.list[1]
`;

const RULES = ['all', 'other', 'walked', 'found', 'same', 'second'];
let wasm: Uint8Array | undefined;

function open(): PolicyInstance {
  wasm ??= compileRego(READ, RULES);
  return new PolicyInstance(createPolicyModule(wasm), { builtins: createBuiltins() });
}

const tree = (objects: Readonly<Record<string, string>>): InventoryTree => {
  const made = new InventoryTree();
  for (const [path, json] of Object.entries(objects)) made.set(path.split(' '), json);
  return made;
};
const pod = (name: string, namespace = 'shop'): string => `namespace ${namespace} v1 Pod ${name}`;

describe('the inventory in the memory of a policy', function () {
  this.timeout(60_000);

  const said = (instance: PolicyInstance, rule: string): string => {
    const value = instance.evaluateTerm(instance.entrypoints.get(`t/${rule}`) ?? -1);
    return value === undefined ? 'undefined' : printTerm(value);
  };
  /** Everything that rules can see of data, read in both ways. */
  function expectAsParsed(json: string, inventory: InventoryTree, instance: PolicyInstance): void {
    const parsed = open();
    parsed.setData(withInventory(json, inventory.toJson()));
    for (const rule of ['all', 'other', 'walked', 'same', 'second']) {
      expect(said(instance, rule), rule).to.equal(said(parsed, rule));
    }
  }

  it('is what it would be if it had been parsed, whatever is in it', () => {
    const instance = open();
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), fc.jsonValue(), (objects, other) => {
        const inventory = new InventoryTree();
        for (const [name, value] of Object.entries(objects)) {
          inventory.set(['namespace', 'shop', 'v1', 'Pod', name], JSON.stringify(value));
        }
        const json = JSON.stringify({ other });
        instance.setInventory(json, inventory);
        expectAsParsed(json, inventory, instance);
      }),
      { numRuns: 150 },
    );
  });
  it('keeps the digits of numbers', () => {
    const list = '[1.0, 1e3, 12345678901234567890123, 0.1000, -0, 1]';
    const inventory = tree({ [pod('web')]: `{"spec": {"list": ${list}}}` });
    const instance = open();
    instance.setInventory('{}', inventory);
    expectAsParsed('{}', inventory, instance);
    expect(said(instance, 'second')).to.equal('1e3');
  });
  it('finds every one of many objects by its name', () => {
    const names = Array.from({ length: 3000 }, (_, n) => `pod-${n}-ä`);
    const instance = open();
    instance.setInventory('{}', tree(Object.fromEntries(names.map((name) => [pod(name), `{"n":"${name}"}`]))));
    for (const name of names) {
      instance.setInput(JSON.stringify({ namespace: 'shop', name }));
      expect(said(instance, 'found')).to.equal(`{"n": "${name}"}`);
    }
    instance.setInput('{"namespace": "shop", "name": "pod-3001-ä"}');
    expect(said(instance, 'found')).to.equal('undefined');
  });
  it('follows what comes, changes and goes', () => {
    const inventory = tree({ [pod('a')]: '{"v":1}', [pod('b')]: '{"v":1}', [pod('c', 'other')]: '{"v":1}' });
    const instance = open();
    const set = (path: string, json: string): void => inventory.set(path.split(' '), json);
    instance.setInventory('{"other":1}', inventory);
    for (const change of [
      () => set(pod('a'), '{"v":2}'),
      () => set(pod('d'), '{"v":3}'),
      () => inventory.delete(pod('b').split(' ')),
      () => inventory.delete(pod('c', 'other').split(' ')),
      () => set('cluster v1 Node n', '{"spec":{}}'),
    ]) {
      change();
      instance.setInput('{"garbage": [1, 2, 3]}');
      instance.setInventory('{"other":1}', inventory);
      expectAsParsed('{"other":1}', inventory, instance);
    }
  });
  it('takes a tenth of the memory, and little for what changes', () => {
    const inventory = tree(Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [pod(`pod-${n}`), likely(n)])));
    const [parsed, written] = [open(), open()];
    parsed.setData(withInventory('{}', inventory.toJson()));
    written.setInventory('{}', inventory);
    expect(written.memoryBytes).to.be.lessThan(parsed.memoryBytes / 6);
    const before = written.memoryBytes;
    for (let n = 0; n < 20; n++) {
      inventory.set(pod(`pod-${n}`).split(' '), likely(n + 5000));
      written.setInventory('{}', inventory);
    }
    expect(written.memoryBytes - before).to.be.lessThan(4 * 1024 ** 2);
  });
  it('says that a text is no JSON', () => {
    for (const json of ['', '{', '{"a":}', '[1,]', '"a', '01', '{"a":1}x', 'tru', '{a:1}', '['.repeat(2000)]) {
      expect(() => open().setInventory('{}', tree({ 'cluster v1 Node n': json })), json).to.throw(/not JSON/);
    }
  });
});

/** As Pods of one Deployment are: most of it is the same. */
const likely = (n: number): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `pod-${n}`, namespace: 'shop', uid: `uid-${n}`, labels: { app: 'shop' } },
    spec: {
      containers: [{ name: 'main', image: 'registry.example/shop:1', ports: [{ containerPort: 80, protocol: 'TCP' }] }],
      tolerations: [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' }],
      volumes: [{ name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }],
    },
    status: { phase: 'Running', podIP: `10.0.${n >> 8}.${n & 255}` },
  });
