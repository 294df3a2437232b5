import { rawMember } from '../src/core/documents/json/raw-member.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../src/core/model/json.ts';

const OPERATIONS = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** An object of a request, and the text that it was sent as. */
export interface SentObject {
  readonly value: JsonObject;
  readonly json: string;
}

/** What the API server asks: `admission.k8s.io/v1`, read once and checked. */
export interface AdmissionRequest {
  readonly uid: string;
  readonly kind: { readonly group: string; readonly version: string; readonly kind: string };
  readonly operation: Operation;
  /** Empty when the server is still to choose the name. */
  readonly name: string;
  readonly namespace: string;
  readonly subResource: string;
  readonly isDryRun: boolean;
  /** JSON text. */
  readonly userInfo: string;
  /** Absent for DELETE. */
  readonly object?: SentObject;
  /** Present for UPDATE and DELETE. */
  readonly oldObject?: SentObject;
}

export type ParsedReview =
  | { readonly kind: 'request'; readonly request: AdmissionRequest }
  /** The body is no review that can be answered; there is no uid to answer to. */
  | { readonly kind: 'invalid'; readonly message: string };

const API_VERSION = 'admission.k8s.io/v1';

/** Reads a request body. The message of what is wrong never quotes the objects in it. */
export function parseAdmissionReview(text: string): ParsedReview {
  const body = parseJson(text);
  if (body === undefined) return invalid('the body is not JSON');
  if (!isJsonObject(body)) return invalid('the body is not a JSON object');
  if (body['kind'] !== 'AdmissionReview') return invalid('the body is not of kind AdmissionReview');
  if (body['apiVersion'] !== API_VERSION) {
    return invalid(
      `only ${API_VERSION} is understood; set admissionReviewVersions: ["v1"] in the webhook configuration`,
    );
  }
  const request = body['request'];
  if (!isJsonObject(request)) return invalid('the review has no request');
  const read = readRequest(request, text);
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

function readRequest(request: JsonObject, text: string): AdmissionRequest | string {
  const uid = request['uid'];
  if (typeof uid !== 'string' || uid === '') return 'request.uid is missing';
  const operation = OPERATIONS.find((one) => one === request['operation']);
  if (operation === undefined) return `request.operation is none of ${OPERATIONS.join(', ')}`;
  const kind = readKind(request['kind']);
  if (kind === undefined) return 'request.kind does not have group, version and kind';
  if (isNamed(request['userInfo']) && !isJsonObject(request['userInfo'])) return 'request.userInfo is no object';
  const object = readObject(request, 'object', text);
  const oldObject = readObject(request, 'oldObject', text);
  if (typeof object === 'string') return object;
  if (typeof oldObject === 'string') return oldObject;
  return {
    uid,
    kind,
    operation,
    name: textOf(request['name']),
    namespace: textOf(request['namespace']),
    subResource: textOf(request['subResource']),
    isDryRun: request['dryRun'] === true,
    userInfo: isNamed(request['userInfo']) ? (rawMember(text, ['request', 'userInfo']) ?? '{}') : '{}',
    ...(object === undefined ? {} : { object }),
    ...(oldObject === undefined ? {} : { oldObject }),
  };
}

function readKind(value: JsonValue | undefined): AdmissionRequest['kind'] | undefined {
  if (!isJsonObject(value)) return undefined;
  const { group, version, kind } = value;
  // The core group is the empty text, which may be left out.
  if (typeof version !== 'string' || typeof kind !== 'string' || version === '' || kind === '') return undefined;
  return { group: textOf(group), version, kind };
}

function readObject(request: JsonObject, name: 'object' | 'oldObject', text: string): SentObject | string | undefined {
  const value = request[name];
  if (!isNamed(value)) return undefined;
  const json = rawMember(text, ['request', name]);
  if (!isJsonObject(value) || json === undefined) return `request.${name} is no object`;
  return { value, json };
}

const isNamed = (value: JsonValue | undefined): value is Exclude<JsonValue, null> =>
  value !== undefined && value !== null;

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
