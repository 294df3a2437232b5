import { Inventory, withInventory } from '../../../core/gatekeeper/inventory.ts';
import { textAt, valueAt } from '../../../core/gatekeeper/read-fields.ts';
import { splitApiVersion } from '../../../core/model/resource.ts';
import { toLabels, type Labels } from '../../../core/policies/label-selector.ts';
import { identityOf } from '../../../core/resources/to-resources.ts';
import type { KnownNamespaces } from '../../../core/suites/match-review.ts';
import { allObjects, faultOf, found, type Found, type SuiteFiles, type SuiteObject } from './suite-files.ts';

/** What a case knows of its cluster: the objects of its inventory files, and nothing else. */
export interface SuiteInventory {
  /** The data document, as JSON text. */
  readonly dataJson: string;
  readonly namespaces: KnownNamespaces;
}

const NOTHING: SuiteInventory = { dataJson: '{"inventory":{}}', namespaces: new Map() };

/** Gathers the inventory of a case. Of two objects with one place the later holds. */
export function readInventory(files: SuiteFiles, folder: string, paths: readonly string[]): Found<SuiteInventory> {
  if (paths.length === 0) return found(NOTHING);
  const inventory = new Inventory({});
  const namespaces = new Map<string, Labels>();
  for (const one of paths) {
    const file = files.read(folder, one);
    if (file.kind === 'fault') return file;
    const objects = allObjects(file.value);
    if (objects.kind === 'fault') return objects;
    for (const object of objects.value) {
      const fault = add(object, inventory, namespaces);
      if (fault !== undefined) return faultOf(`${file.value.path} cannot be in the inventory: ${fault}`);
    }
  }
  return found({ dataJson: withInventory('{}', inventory.toJson()), namespaces });
}

function add({ object, json }: SuiteObject, inventory: Inventory, namespaces: Map<string, Labels>): string | undefined {
  const identity = identityOf(object);
  const name = textAt(object, ['metadata', 'name']);
  if (identity === undefined || splitApiVersion(identity.apiVersion).version === '') {
    return `${textAt(object, ['kind'])} ${name} has no version`;
  }
  inventory.add({ identity, object, json, pathInDocument: [] });
  if (identity.apiVersion === 'v1' && identity.kind === 'Namespace')
    namespaces.set(name, toLabels(valueAt(object, ['metadata', 'labels'])));
  return undefined;
}
