import { canonicalJson } from '../../core/evaluate/canonical-json.ts';
import type { SourceWithLines } from '../../core/gatekeeper/gatekeeper-set.ts';
import { listAt, objectAt, textAt, valueAt } from '../../core/gatekeeper/read-fields.ts';
import type { JsonObject, JsonValue } from '../../core/model/json.ts';
import { fieldText, type FieldPath, type Location } from '../../core/model/location.ts';
import { identityOf } from '../../core/resources/to-resources.ts';

/** An object that says something about policies, without what other people's business is. */
export interface ClusterObject {
  readonly source: SourceWithLines;
  readonly uid: string;
  readonly generation: number;
  /** Everything that decides, as one text: two with one text say the same. */
  readonly text: string;
  /** The replicas that have an entry in its status. */
  readonly podIds: readonly string[];
  /** This replica's entry, as canonical JSON; empty without one. */
  readonly ownEntry: string;
}

/** Called by its kind and name: it has no file. */
export const CLUSTER_PREFIX = 'cluster:';

/** @returns undefined for what is being deleted, and for what is no object of Kubernetes */
export function toClusterObject(object: JsonObject, podId: string): ClusterObject | undefined {
  const decisive = decisivePart(object);
  const identity = identityOf(decisive);
  if (identity === undefined || textAt(object, ['metadata', 'deletionTimestamp']) !== '') return undefined;
  const text = canonicalJson(decisive);
  const file = `${CLUSTER_PREFIX}${identity.kind}/${identity.name}`;
  const resource = { identity, object: decisive, json: text, pathInDocument: [] };
  const entries = listAt(object, ['status', 'byPod']);
  const own = entries.find((entry) => textAt(entry, ['id']) === podId);
  return {
    source: {
      source: { file, resource, object: decisive, locate: (path) => placeIn(file, path) },
      lines: () => undefined,
    },
    uid: textAt(object, ['metadata', 'uid']),
    generation: generationOf(object),
    text,
    podIds: entries.map((entry) => textAt(entry, ['id'])),
    ownEntry: own === undefined ? '' : canonicalJson(own),
  };
}

/** Which version of the object it is; 0 when the API server has not counted. */
export function generationOf(object: JsonObject): number {
  const generation = valueAt(object, ['metadata', 'generation']);
  return typeof generation === 'number' ? generation : 0;
}

/** Repeats the object, and tells nothing that it does not. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function decisivePart(object: JsonObject): JsonObject {
  const metadata = objectAt(object, ['metadata']);
  const annotations = Object.entries(objectAt(metadata, ['annotations'])).filter(([key]) => key !== LAST_APPLIED);
  const kept: readonly (readonly [string, JsonValue | undefined])[] = [
    ...['name', 'namespace', 'uid', 'generation', 'labels'].map((key) => [key, metadata[key]] as const),
    ['annotations', annotations.length === 0 ? undefined : Object.fromEntries(annotations)],
  ];
  return {
    apiVersion: object['apiVersion'] ?? '',
    kind: object['kind'] ?? '',
    metadata: present(kept),
    ...present([['spec', object['spec']]]),
  };
}

const present = (members: readonly (readonly [string, JsonValue | undefined])[]): JsonObject =>
  Object.fromEntries(members.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

/** A field is called by its path; a text within it, such as Rego, has lines of its own. */
function placeIn(file: string, path: FieldPath): Location {
  return { file: path.length === 0 ? file : `${file}#${fieldText(path)}`, line: 1, column: 1 };
}

/** The file of the object that a place is in, and the field. */
export function splitPlace(file: string): { readonly file: string; readonly field: string } {
  const [object = '', field = ''] = file.split('#', 2);
  return { file: object, field };
}
