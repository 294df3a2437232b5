import { canonicalJson } from '../../src/core/evaluate/canonical-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/model/json.ts';
import { metadataOf } from '../../src/core/resources/to-resources.ts';
import type { AdmissionRequest, SentObject } from './admission-review.ts';

/**
 * Why an update has nothing in it to judge; undefined when it has. Two kinds of updates must get through, whatever became of the
 * policies since the object was let in: reports of its state, and the steps by which it goes away. Both are recognised by what they
 * leave as it is, and not by who sends them: labels can be changed through `status`, too, and then the object is judged.
 */
export function unjudgedChange(request: AdmissionRequest): string | undefined {
  const { operation, object, oldObject } = request;
  if (operation !== 'UPDATE' || object === undefined || oldObject === undefined) return undefined;
  if (hasLongNumber(object) || hasLongNumber(oldObject)) return undefined;
  if (isStateReport(request) && isSame(withoutState(object.value), withoutState(oldObject.value))) {
    return `only the state of the object is written (${request.subResource})`;
  }
  if (isLeaving(object.value) && isLeaving(oldObject.value) && losesFinalizersOnly(request)) {
    return 'the object is being deleted, and only what held it back is taken away';
  }
  return undefined;
}

/** Two that differ may have become equal when they were parsed. */
const hasLongNumber = ({ json }: SentObject): boolean => /\d{16}/.test(json);

/** What is written here belongs to controllers. The status of a Service is for everybody: traffic follows it (CVE-2020-8554). */
function isStateReport({ subResource, kind }: AdmissionRequest): boolean {
  if (kind.kind === 'Service' && kind.group === '') return false;
  return subResource === 'status' || subResource === 'approval';
}

const isLeaving = (object: JsonObject): boolean => typeof metadataOf(object)['deletionTimestamp'] === 'string';

/** Those of the object, and those that a Namespace has in its `spec`. None may be new. */
function losesFinalizersOnly({ kind, object, oldObject }: AdmissionRequest): boolean {
  if (object === undefined || oldObject === undefined) return false;
  const places = kind.kind === 'Namespace' && kind.group === '' ? ['metadata', 'spec'] : ['metadata'];
  const finalizers = ({ value }: SentObject): readonly JsonValue[] =>
    places.flatMap((place) => listOf(memberOf(value, place)['finalizers']));
  const known = new Set(finalizers(oldObject));
  if (!finalizers(object).every((one) => known.has(one))) return false;
  return isSame(withoutFinalizers(object.value, places), withoutFinalizers(oldObject.value, places));
}

const isSame = (a: JsonObject, b: JsonObject): boolean => canonicalJson(a) === canonicalJson(b);

const withoutState = (object: JsonObject): JsonObject => withoutBooks(without(object, ['status']));

function withoutFinalizers(object: JsonObject, places: readonly string[]): JsonObject {
  const stripped = places.map((place) => [place, without(memberOf(object, place), ['finalizers'])] as const);
  return withoutBooks({ ...object, ...Object.fromEntries(stripped) });
}

/** The server keeps books in these at every update. */
const BOOKS = ['managedFields', 'resourceVersion', 'generation'];

const withoutBooks = (object: JsonObject): JsonObject => ({
  ...object,
  metadata: without(metadataOf(object), BOOKS),
});

const without = (object: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));

const memberOf = (object: JsonObject, key: string): JsonObject => {
  const member = object[key];
  return isJsonObject(member) ? member : {};
};

const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);
