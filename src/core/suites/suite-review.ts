import { objectAt, textAt } from '../gatekeeper/read-fields.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { ObjectSource } from '../model/match.ts';
import { splitApiVersion } from '../model/resource.ts';

/** What a constraint is matched with and a template is asked about. */
export interface SuiteReview {
  /** `input.review`, as JSON text. */
  readonly json: string;
  /** The object and the old object, as far as there are any: a constraint matches if it matches one of them. */
  readonly objects: readonly JsonObject[];
  /** The request's namespace; empty for what is in none. */
  readonly namespace: string;
  readonly origin: ObjectSource;
}

export type ReadReview =
  { readonly kind: 'review'; readonly review: SuiteReview } | { readonly kind: 'fault'; readonly message: string };

/**
 * The review that gator makes of a plain object: no operation, no user, no Namespace object, and of the request only what the
 * object says itself. Source: gatekeeper pkg/target/target.go.
 * @param json the object as JSON text
 */
export function objectReview(object: JsonObject, json: string, origin: ObjectSource): SuiteReview {
  const { group, version } = splitApiVersion(textAt(object, ['apiVersion']));
  const name = textAt(object, ['metadata', 'name']);
  const namespace = textAt(object, ['metadata', 'namespace']);
  const request = {
    ...EMPTY_REQUEST,
    kind: { group, version, kind: textAt(object, ['kind']) },
    ...(name === '' ? {} : { name }),
    ...(namespace === '' ? {} : { namespace }),
  };
  return { json: spliced(request, json, 'null'), objects: [object], namespace, origin };
}

/** True for `kind: AdmissionReview` of any version: gator reviews the request that it holds. */
export function isAdmissionReview(object: JsonObject): boolean {
  const { group } = splitApiVersion(textAt(object, ['apiVersion']));
  return group === 'admission.k8s.io' && object['kind'] === 'AdmissionReview';
}

/**
 * The review that an AdmissionReview asks for. A field that the API does not have is an error, as the request must hold an object
 * or an old one, and the old one is what a DELETE is about. Source: gatekeeper pkg/gator/verify/runner.go.
 */
export function admissionReview(review: JsonObject): ReadReview {
  const unknown = unknownField(review);
  if (unknown !== undefined) return fault(`the AdmissionReview has an unknown field: ${unknown}`);
  const request = review['request'];
  if (!isJsonObject(request)) return fault('the AdmissionReview has no request');
  const typeFault = fieldTypeFault(request);
  if (typeFault !== undefined) return fault(typeFault);
  const { object = null, oldObject = null } = request;
  if (object === null && oldObject === null)
    return fault('the request has neither an object nor an oldObject to review');
  for (const [name, value] of Object.entries({ object, oldObject })) {
    if (value !== null && textAt(value, ['kind']) === '') return fault(`request.${name} is no object with a kind`);
  }
  const isDelete = request['operation'] === 'DELETE';
  if (isDelete && oldObject === null) return fault('oldObject cannot be null for a DELETE');
  return { kind: 'review', review: requestReview(request, isDelete ? oldObject : object, oldObject) };
}

const fault = (message: string): ReadReview => ({ kind: 'fault', message });

function requestReview(request: JsonObject, object: JsonValue, oldObject: JsonValue): SuiteReview {
  const given = Object.entries(request).filter(([, value]) => value !== null && value !== '');
  const { object: _object, oldObject: _oldObject, ...fields } = Object.fromEntries(given);
  return {
    json: spliced({ ...EMPTY_REQUEST, ...fields }, JSON.stringify(object), JSON.stringify(oldObject)),
    objects: [object, oldObject].filter(isJsonObject),
    namespace: textAt(request, ['namespace']),
    origin: 'Original',
  };
}

/** What Go writes of a request of which nothing is known. */
const EMPTY_REQUEST: JsonObject = {
  uid: '',
  kind: { group: '', version: '', kind: '' },
  resource: { group: '', version: '', resource: '' },
  operation: '',
  userInfo: {},
  options: null,
  namespaceObject: {},
};

const spliced = (request: JsonObject, object: string, oldObject: string): string =>
  `${JSON.stringify(request).slice(0, -1)},"object":${object},"oldObject":${oldObject}}`;

const GROUP_KIND = ['group', 'version', 'kind'];
const GROUP_RESOURCE = ['group', 'version', 'resource'];

/** The fields of admission.k8s.io/v1 that have fields of their own, and theirs. */
const KNOWN: readonly (readonly [path: readonly string[], fields: readonly string[]])[] = [
  [[], ['apiVersion', 'kind', 'request', 'response']],
  [
    ['request'],
    [
      'uid',
      'kind',
      'resource',
      'subResource',
      'requestKind',
      'requestResource',
      'requestSubResource',
      'name',
      'namespace',
      'operation',
      'userInfo',
      'object',
      'oldObject',
      'dryRun',
      'options',
    ],
  ],
  [['request', 'kind'], GROUP_KIND],
  [['request', 'requestKind'], GROUP_KIND],
  [['request', 'resource'], GROUP_RESOURCE],
  [['request', 'requestResource'], GROUP_RESOURCE],
  [
    ['request', 'userInfo'],
    ['username', 'uid', 'groups', 'extra'],
  ],
  [['response'], ['uid', 'allowed', 'status', 'patch', 'patchType', 'auditAnnotations', 'warnings']],
];

function unknownField(review: JsonObject): string | undefined {
  for (const [path, fields] of KNOWN) {
    const name = Object.keys(objectAt(review, path)).find((key) => !fields.includes(key));
    if (name !== undefined) return [...path, name].join('.');
  }
  return undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  uid: 'string',
  subResource: 'string',
  requestSubResource: 'string',
  name: 'string',
  namespace: 'string',
  operation: 'string',
  dryRun: 'boolean',
  kind: 'object',
  resource: 'object',
  requestKind: 'object',
  requestResource: 'object',
  userInfo: 'object',
};

function fieldTypeFault(request: JsonObject): string | undefined {
  for (const [name, type] of Object.entries(TYPES)) {
    const value = request[name] ?? null;
    if (value !== null && (Array.isArray(value) || typeof value !== type))
      return `request.${name} must be of type ${type}`;
  }
  return undefined;
}
