import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseDocuments } from '../../../src/core/documents/parse-documents.ts';
import { Inventory, withInventory, type InventoryNeed } from '../../../src/core/gatekeeper/inventory.ts';
import { toResources } from '../../../src/core/resources/to-resources.ts';

const OBJECTS = `apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {big: 12345678901234567890}
---
apiVersion: apps/v1
kind: Deployment
metadata: {generateName: web-, namespace: shop}
`;

function inventoryOf(need: InventoryNeed): string {
  const inventory = new Inventory(need);
  for (const resource of parseDocuments(OBJECTS).documents.flatMap(toResources)) inventory.add(resource);
  return inventory.toJson();
}

const NAMESPACE = '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}}';
const DEPLOYMENT =
  '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop"},"spec":{"big":12345678901234567890}}';

describe('Inventory', () => {
  it('keeps objects where Gatekeeper does, with all digits, and none without a name', () => {
    expect(inventoryOf({})).to.equal(
      `{"cluster":{"v1":{"Namespace":{"shop":${NAMESPACE}}}},"namespace":{"shop":{"apps/v1":{"Deployment":{"web":${DEPLOYMENT}}}}}}`,
    );
  });
  it('keeps only the kinds that are synced', () => {
    expect(inventoryOf({ kinds: [{ group: '', version: 'v1', kind: 'Namespace' }] })).to.equal(
      `{"cluster":{"v1":{"Namespace":{"shop":${NAMESPACE}}}}}`,
    );
    expect(inventoryOf({ kinds: [{ group: 'apps', version: 'v1beta1', kind: 'Deployment' }] })).to.equal('{}');
  });
  it('stands beside the data', () => {
    expect(withInventory('{}', '{"cluster":{}}')).to.equal('{"inventory":{"cluster":{}}}');
    expect(withInventory('{"a":1}', '{}')).to.equal('{"a":1,"inventory":{}}');
  });
});
