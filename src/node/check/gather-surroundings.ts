import type { DeclaredNamespace } from '../../core/evaluate/court.ts';
import { Inventory } from '../../core/gatekeeper/inventory.ts';
import type { Resource } from '../../core/model/resource.ts';
import { metadataOf, toResources } from '../../core/resources/to-resources.ts';
import { isJsonObject } from '../../core/model/json.ts';
import type { DeclaredNamespaceConfig } from '../config/config.ts';
import { MAX_FILE_BYTES, parseFile } from '../documents/parse-file.ts';
import { readSource, type Source } from '../evaluation/source.ts';
import type { SurroundingsNeed } from '../policies/load-policy-set.ts';

/** What policies may look at besides the object that they judge. */
export interface Surroundings {
  /** The Namespaces that anybody declared. */
  readonly namespaces: ReadonlyMap<string, DeclaredNamespace>;
  /** JSON text of `data.inventory`; absent when no policy reads it. */
  readonly inventoryJson?: string;
}

/** Cheap test before a parse: most files declare no Namespace. */
const MAY_DECLARE = /kind["']?\s*:\s*["']?Namespace\b/;

/**
 * Gathers the Namespaces of the configuration and of the sources, and the objects of `data.inventory`. A manifest wins over the
 * configuration, because it is what will be applied, and a later source over an earlier one.
 */
export function gatherSurroundings(
  need: SurroundingsNeed,
  configured: readonly DeclaredNamespaceConfig[],
  sources: readonly Source[],
): Surroundings {
  const namespaces = new Map<string, DeclaredNamespace>();
  for (const { name, labels } of configured) namespaces.set(name, { labels, json: namespaceJson(name, labels) });
  const inventory = need.inventory === undefined ? undefined : new Inventory(need.inventory);
  if (need.readsNamespaces || inventory !== undefined) {
    for (const resource of sources.flatMap((source) => resourcesIn(source, inventory !== undefined))) {
      if (isNamespace(resource)) namespaces.set(resource.identity.name, toDeclared(resource));
      inventory?.add(resource);
    }
  }
  return { namespaces, ...(inventory === undefined ? {} : { inventoryJson: inventory.toJson() }) };
}

function resourcesIn(source: Source, all: boolean): readonly Resource[] {
  const read = readSource(source, MAX_FILE_BYTES);
  if (read.kind === 'fault') return [];
  if (!all && !MAY_DECLARE.test(Buffer.from(read.bytes).toString('latin1'))) return [];
  return parseFile(read.bytes).documents.flatMap(toResources);
}

const isNamespace = ({ identity }: Resource): boolean => identity.apiVersion === 'v1' && identity.kind === 'Namespace';

function toDeclared({ object, json }: Resource): DeclaredNamespace {
  const labels = metadataOf(object)['labels'];
  return { labels: isJsonObject(labels) ? labels : {}, json };
}

const namespaceJson = (name: string, labels: Readonly<Record<string, string>>): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
