import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { FieldPath } from '../model/location.ts';

/** A field of an object's metadata that is of another type than Kubernetes reads there. */
export interface MetadataProblem {
  readonly path: FieldPath;
  readonly message: string;
}

/** What is matched by: who is in which Namespace, and who is selected. */
const TEXTS = ['name', 'generateName', 'namespace'] as const;
const MAPS = ['labels', 'annotations'] as const;

/**
 * Why the API server would refuse an object before any policy sees it: it decodes these fields into texts, objects of custom kinds
 * too. Null is as if nothing was there. Source: apimachinery ObjectMeta; seen on kube-apiserver 1.36.
 * @param object at least its metadata
 */
export function metadataProblems(object: JsonValue): readonly MetadataProblem[] {
  const metadata = isJsonObject(object) ? object['metadata'] : undefined;
  if (isAbsent(metadata)) return [];
  if (!isJsonObject(metadata)) return [problem(['metadata'], metadata, 'a mapping')];
  return [
    ...TEXTS.flatMap((key) => textProblem(['metadata', key], metadata[key])),
    ...MAPS.flatMap((key) => mapProblems(['metadata', key], metadata[key])),
  ];
}

function mapProblems(path: FieldPath, value: JsonValue | undefined): readonly MetadataProblem[] {
  if (isAbsent(value)) return [];
  if (!isJsonObject(value)) return [problem(path, value, 'a mapping of texts')];
  return holdsTexts(value) ? [] : Object.keys(value).flatMap((key) => textProblem([...path, key], value[key]));
}

const holdsTexts = (value: JsonObject): boolean => Object.values(value).every((one) => typeof one === 'string');

const textProblem = (path: FieldPath, value: JsonValue | undefined): readonly MetadataProblem[] =>
  isAbsent(value) || typeof value === 'string' ? [] : [problem(path, value, 'a text')];

const isAbsent = (value: JsonValue | undefined): value is null | undefined => value === undefined || value === null;

function problem(path: FieldPath, value: JsonValue, wanted: string): MetadataProblem {
  const message = `${path.join('.')} is ${typeName(value)}, not ${wanted}: the API server refuses the object${hintFor(value)}`;
  return { path, message };
}

/** `y`, `no` and `on` are booleans of YAML 1.1, which Kubernetes reads. */
function hintFor(value: JsonValue): string {
  if (typeof value === 'boolean')
    return '. Write it in quotes; without them y, n, yes, no, on and off are booleans, too';
  return typeof value === 'number' ? '. Write it in quotes' : '';
}

function typeName(value: JsonValue): string {
  if (Array.isArray(value)) return 'a list';
  if (isJsonObject(value)) return 'a mapping';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}
