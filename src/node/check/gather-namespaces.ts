import type { DeclaredNamespace } from '../../core/evaluate/judge.ts';
import type { Resource } from '../../core/model/resource.ts';
import { metadataOf, toResources } from '../../core/resources/to-resources.ts';
import { isJsonObject } from '../../core/model/json.ts';
import type { DeclaredNamespaceConfig } from '../config/config.ts';
import { MAX_FILE_BYTES, parseFile } from '../documents/parse-file.ts';
import { readSource, type Source } from '../evaluation/source.ts';

/** Cheap test before a parse: most files declare no Namespace. */
const MAY_DECLARE = /kind["']?\s*:\s*["']?Namespace\b/;

/**
 * The Namespaces that anybody declared: in the configuration, then in the sources. A manifest wins over the configuration,
 * because it is what will be applied.
 */
export function gatherNamespaces(
  configured: readonly DeclaredNamespaceConfig[],
  sources: readonly Source[],
): ReadonlyMap<string, DeclaredNamespace> {
  const declared = new Map<string, DeclaredNamespace>();
  for (const { name, labels } of configured) declared.set(name, { labels, json: namespaceJson(name, labels) });
  for (const resource of sources.flatMap(namespacesIn)) declared.set(resource.identity.name, toDeclared(resource));
  return declared;
}

function namespacesIn(source: Source): readonly Resource[] {
  const read = readSource(source, MAX_FILE_BYTES);
  if (read.kind === 'fault') return [];
  if (!MAY_DECLARE.test(Buffer.from(read.bytes).toString('latin1'))) return [];
  const { documents } = parseFile(read.bytes);
  return documents
    .flatMap(toResources)
    .filter(({ identity }) => identity.apiVersion === 'v1' && identity.kind === 'Namespace');
}

function toDeclared({ object, json }: Resource): DeclaredNamespace {
  const labels = metadataOf(object)['labels'];
  return { labels: isJsonObject(labels) ? labels : {}, json };
}

const namespaceJson = (name: string, labels: Readonly<Record<string, string>>): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
