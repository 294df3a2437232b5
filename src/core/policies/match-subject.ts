import type { JsonValue } from '../model/json.ts';
import type { ObjectSource } from '../model/match.ts';
import { splitApiVersion, type ResourceIdentity } from '../model/resource.ts';
import { metadataOf } from '../resources/to-resources.ts';
import { toLabels, type Labels } from './label-selector.ts';

/** What matching looks at: the object under review, and behind it the one that it replaces. A match of either is enough. */
export interface MatchSubject {
  readonly objects: readonly [MatchObject, ...MatchObject[]];
  /** The Namespace that the objects are in; absent for cluster-scoped objects, and when nobody declared it. */
  readonly namespace?: MatchNamespace;
  readonly source: ObjectSource;
}

export interface MatchObject {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly generateName: string;
  /** The namespace that the object itself says; empty for cluster-scoped objects. */
  readonly namespace: string;
  readonly labels: Labels;
}

export interface MatchNamespace {
  readonly name: string;
  readonly labels: Labels;
}

/** Reads of an object what matching looks at. `identity` says what the object may leave to the request that brought it. */
export function toMatchObject(object: JsonValue, { apiVersion, kind, namespace }: ResourceIdentity): MatchObject {
  const metadata = metadataOf(object);
  return {
    group: splitApiVersion(apiVersion).group,
    kind,
    name: textOf(metadata['name']),
    generateName: textOf(metadata['generateName']),
    namespace: textOf(metadata['namespace']) || namespace,
    labels: toLabels(metadata['labels']),
  };
}

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
