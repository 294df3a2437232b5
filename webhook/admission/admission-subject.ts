import type { Subject } from '../../src/core/evaluate/court.ts';
import type { RequestFields } from '../../src/core/evaluate/review.ts';
import type { JsonValue } from '../../src/core/model/json.ts';
import type { ResourceIdentity } from '../../src/core/model/resource.ts';
import { identityOf, metadataOf } from '../../src/core/resources/to-resources.ts';
import type { AdmissionRequest, SentObject } from './admission-review.ts';

/** A subject under admission: always one object, with the request that it came in. */
export type AdmissionSubject = Required<Pick<Subject, 'file' | 'resource' | 'documentJson' | 'request'>> & {
  readonly identity: ResourceIdentity;
};

/** An object to judge, with the request that it came in if there is one. */
export type JudgeSubject = Omit<AdmissionSubject, 'request'> & Partial<Pick<AdmissionSubject, 'request'>>;

/**
 * What a request asks to judge: the object that would be stored, or the one that would be deleted. Undefined when it does not
 * bring that object; then nothing can be said about it. The object that an update replaces goes along: constraints select by either.
 */
export function toSubject(request: AdmissionRequest): AdmissionSubject | undefined {
  const judged = request.operation === 'DELETE' ? request.oldObject : request.object;
  if (judged === undefined) return undefined;
  const identity = identify(judged, request);
  return {
    identity,
    file: '',
    resource: { identity, object: judged.value, json: judged.json, pathInDocument: [] },
    documentJson: judged.json,
    request: requestFields(request, identity),
  };
}

/** What policies read of the request itself, in the words of the API server. */
function requestFields(request: AdmissionRequest, { name, namespace }: ResourceIdentity): RequestFields {
  const { uid, operation, userInfo, subResource, requestSubResource } = request;
  const { resource, requestKind, requestResource, options, dryRun } = request;
  return {
    uid,
    operation,
    userInfo,
    oldObject: request.oldObject?.json ?? 'null',
    name,
    namespace,
    subResource,
    requestSubResource,
    ...(resource === undefined ? {} : { resource }),
    ...(requestKind === undefined ? {} : { requestKind }),
    ...(requestResource === undefined ? {} : { requestResource }),
    ...(options === undefined ? {} : { options }),
    ...(dryRun === undefined ? {} : { dryRun }),
  };
}

/**
 * The identity that the same object has in a file, so that its verdict has the same id there: the server has put in a
 * namespace by now, and has made a name out of `generateName`.
 */
function identify({ value }: SentObject, { kind, name, namespace, operation }: AdmissionRequest): ResourceIdentity {
  const said = identityOf(value);
  const metadata = metadataOf(value);
  const generateName = textOf(metadata['generateName']);
  const isUnnamed = operation === 'CREATE' && generateName !== '' && isGenerated(name, generateName);
  return {
    apiVersion: said?.apiVersion ?? (kind.group === '' ? kind.version : `${kind.group}/${kind.version}`),
    kind: said?.kind ?? kind.kind,
    // A server-side apply of a Namespace names the Namespace itself here; it is in none.
    namespace: kind.kind === 'Namespace' && kind.group === '' ? '' : said?.namespace || namespace,
    name: isUnnamed ? generateName : said?.name || name,
  };
}

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

/** The API server cuts generateName here, so that a name has 63 characters at most. */
const GENERATE_NAME_LENGTH = 58;
const RANDOM_PART = /^[bcdfghjklmnpqrstvwxz2456789]{5}$/;

/**
 * Whether the name is one that the API server makes: by the time that a validating webhook is asked it has made one, and says
 * nowhere that it did. An older server leaves it empty.
 */
function isGenerated(name: string, generateName: string): boolean {
  const stem = generateName.slice(0, GENERATE_NAME_LENGTH);
  return name === '' || (name.startsWith(stem) && RANDOM_PART.test(name.slice(stem.length)));
}
