import { rawMember, rawMembers } from '../../src/core/documents/json/raw-member.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/model/json.ts';

const OPERATIONS = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** The versions of a review that are understood. An answer has the version of its question, or the API server drops it. */
const REVIEW_VERSIONS = ['admission.k8s.io/v1', 'admission.k8s.io/v1beta1'] as const;
export type ReviewVersion = (typeof REVIEW_VERSIONS)[number];

/** An object of a request, and the text that it was sent as. */
export interface SentObject {
  readonly value: JsonObject;
  readonly json: string;
}

/** What the API server asks, read once and checked. What policies alone read is kept as the JSON text that it was sent as. */
export interface AdmissionRequest {
  readonly version: ReviewVersion;
  readonly uid: string;
  readonly kind: { readonly group: string; readonly version: string; readonly kind: string };
  readonly operation: Operation;
  /** Empty when the server is still to choose the name. */
  readonly name: string;
  readonly namespace: string;
  /** Empty when the object itself is meant. */
  readonly subResource: string;
  readonly dryRun?: boolean;
  /** JSON text. */
  readonly userInfo: string;
  readonly userName: string;
  /** JSON texts: `resource`, and what the request was for before the server converted it. */
  readonly resource?: string;
  readonly requestKind?: string;
  readonly requestResource?: string;
  readonly requestSubResource: string;
  readonly options?: string;
  /** Absent for DELETE. */
  readonly object?: SentObject;
  /** Present for UPDATE and DELETE. */
  readonly oldObject?: SentObject;
}

export type ParsedReview =
  | { readonly kind: 'request'; readonly request: AdmissionRequest }
  /** The body is no review that can be answered; there is no uid to answer to. */
  | { readonly kind: 'invalid'; readonly message: string };

/** Reads a request body. The message of what is wrong never quotes the objects in it. */
export function parseAdmissionReview(text: string): ParsedReview {
  const body = parseJson(text);
  if (body === undefined) return invalid('the body is not JSON');
  if (!isJsonObject(body)) return invalid('the body is not a JSON object');
  if (body['kind'] !== 'AdmissionReview') return invalid('the body is not of kind AdmissionReview');
  const version = REVIEW_VERSIONS.find((one) => one === body['apiVersion']);
  if (version === undefined) return invalid(`only ${REVIEW_VERSIONS.join(' and ')} are understood`);
  const request = body['request'];
  if (!isJsonObject(request)) return invalid('the review has no request');
  const read = readRequest(version, request, rawMembers(rawMember(text, ['request']) ?? ''));
  return typeof read === 'string' ? invalid(read) : { kind: 'request', request: read };
}

const invalid = (message: string): ParsedReview => ({ kind: 'invalid', message });

/** Undefined for what is no JSON. The fault itself is dropped: it quotes what it stumbled over, and that may be a secret. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Texts = ReadonlyMap<string, string>;

function readRequest(version: ReviewVersion, request: JsonObject, texts: Texts): AdmissionRequest | string {
  const uid = request['uid'];
  if (typeof uid !== 'string' || uid === '') return 'request.uid is missing';
  const operation = OPERATIONS.find((one) => one === request['operation']);
  if (operation === undefined) return `request.operation is none of ${OPERATIONS.join(', ')}`;
  const kind = readKind(request['kind']);
  if (kind === undefined) return 'request.kind does not have group, version and kind';
  const wrong = OBJECT_FIELDS.find((field) => isNamed(request[field]) && !isJsonObject(request[field]));
  if (wrong !== undefined) return `request.${wrong} is no object`;
  return {
    version,
    uid,
    kind,
    operation,
    name: textOf(request['name']),
    namespace: textOf(request['namespace']),
    subResource: textOf(request['subResource']),
    requestSubResource: textOf(request['requestSubResource']),
    ...(typeof request['dryRun'] === 'boolean' ? { dryRun: request['dryRun'] } : {}),
    userInfo: isNamed(request['userInfo']) ? (texts.get('userInfo') ?? '{}') : '{}',
    userName: isJsonObject(request['userInfo']) ? textOf(request['userInfo']['username']) : '',
    ...sent('resource', request, texts),
    ...sent('requestKind', request, texts),
    ...sent('requestResource', request, texts),
    ...sent('options', request, texts),
    ...sentObject('object', request, texts),
    ...sentObject('oldObject', request, texts),
  };
}

/** What is not absent must be an object: a policy that reads a field of it would find nothing, and say nothing. */
const OBJECT_FIELDS = [
  'userInfo',
  'object',
  'oldObject',
  'resource',
  'requestKind',
  'requestResource',
  'options',
] as const;
type ObjectField = (typeof OBJECT_FIELDS)[number];

function readKind(value: JsonValue | undefined): AdmissionRequest['kind'] | undefined {
  if (!isJsonObject(value)) return undefined;
  const { group, version, kind } = value;
  // The core group is the empty text, which may be left out.
  if (typeof version !== 'string' || typeof kind !== 'string' || version === '' || kind === '') return undefined;
  return { group: textOf(group), version, kind };
}

function sent<F extends ObjectField>(field: F, request: JsonObject, texts: Texts): { readonly [K in F]?: string } {
  const text = texts.get(field);
  return isNamed(request[field]) && text !== undefined ? record(field, text) : {};
}

function sentObject<F extends 'object' | 'oldObject'>(
  field: F,
  request: JsonObject,
  texts: Texts,
): { readonly [K in F]?: SentObject } {
  const value = request[field];
  const json = texts.get(field);
  return isJsonObject(value) && json !== undefined ? record(field, { value, json }) : {};
}

/** A computed key loses its type; this is what it says. */
const record = <F extends string, V>(field: F, value: V): { readonly [K in F]: V } =>
  ({ [field]: value }) as { readonly [K in F]: V };

const isNamed = (value: JsonValue | undefined): value is Exclude<JsonValue, null> =>
  value !== undefined && value !== null;

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
