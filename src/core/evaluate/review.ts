import { splitApiVersion, type Resource } from '../model/resource.ts';
import type { ImageFacts } from '../images/image-facts.ts';
import type { SecretFact } from '../secrets/finding.ts';
import { headOf } from '../resources/create-resource.ts';
import { metadataOf } from '../resources/to-resources.ts';

/**
 * The envelope that `review` policies read, as JSON text: Gatekeeper's `review` and `parameters`, plus facts and source. Templates
 * read it without these. It is spliced from texts that exist already, so that an object is serialised once however many policies read it.
 */
export interface ReviewText {
  /** The text up to the parameters. */
  readonly head: string;
  /** The text after the parameters. */
  readonly tail: string;
}

/** What only the API server knows about a request. What is an object is JSON text. */
export interface RequestFields {
  readonly uid: string;
  readonly operation: string;
  readonly userInfo: string;
  readonly oldObject: string;
  readonly name: string;
  readonly namespace: string;
  readonly resource?: string;
  readonly options?: string;
  /** What the request was made for, when it was converted before it was sent here. */
  readonly requestKind?: string;
  readonly requestResource?: string;
  /** Such as `scale`; the empty text when the object itself is meant. A plain text. */
  readonly subResource?: string;
  /** A plain text. */
  readonly requestSubResource?: string;
  readonly dryRun?: boolean;
}

/** Where an object came from: read by policies as `input.source`. */
export interface ReviewSource {
  readonly file: string;
}

/** What was found out about an object before policies are asked. */
export interface Facts {
  /** Absent when no policy reads them. */
  readonly secrets?: readonly SecretFact[];
  /** Absent when no policy reads them. */
  readonly images?: ImageFacts;
}

/** What Gatekeeper shows nobody. */
export interface OwnFields {
  readonly facts: Facts;
  readonly source: ReviewSource;
}

export interface ReviewExtras {
  readonly request?: RequestFields | undefined;
  readonly own?: OwnFields | undefined;
}

/**
 * Builds the review of one object. Without `request` the object is reviewed as admission would see it when an unnamed user
 * creates it.
 * @param namespaceObject JSON text of the object's Namespace, or `null` when nobody declared it.
 */
export function reviewText(
  resource: Resource,
  namespaceObject: string,
  { request, own }: ReviewExtras = {},
): ReviewText {
  const { identity, json } = resource;
  const { group, version } = splitApiVersion(identity.apiVersion);
  const kind = `{"group":${quote(group)},"version":${quote(version)},"kind":${quote(identity.kind)}}`;
  const fields = [
    `"uid":${quote(request?.uid ?? '')}`,
    `"kind":${kind}`,
    ...present('name', request?.name ?? textOf(metadataOf(headOf(resource))['name'])),
    ...present('namespace', request?.namespace ?? identity.namespace),
    `"resource":${request?.resource ?? NO_RESOURCE}`,
    ...(request === undefined ? [] : requestFields(request)),
    `"operation":${quote(request?.operation ?? 'CREATE')}`,
    `"userInfo":${request?.userInfo ?? '{}'}`,
    `"oldObject":${request?.oldObject ?? 'null'}`,
    `"options":${request?.options ?? 'null'}`,
    `"namespaceObject":${namespaceObject}`,
  ];
  return {
    // The object is long: it is not copied into the list of what is short.
    head: `{"review":{${fields.join(',')},"object":${json}},${own === undefined ? '' : ownFields(own)}"parameters":`,
    tail: '}',
  };
}

const ownFields = ({ facts, source }: OwnFields): string =>
  `"facts":${JSON.stringify(facts)},"source":{"file":${quote(source.file)}},`;

/** The whole input for one set of parameters. */
export function withParameters({ head, tail }: ReviewText, parametersJson: string): string {
  return head + parametersJson + tail;
}

/** Fields that the API server leaves out when they are empty; a review without a request has none of them. */
function requestFields(request: RequestFields): readonly string[] {
  const { requestKind, requestResource, dryRun } = request;
  return [
    ...present('subResource', request.subResource ?? ''),
    ...(requestKind === undefined ? [] : [`"requestKind":${requestKind}`]),
    ...(requestResource === undefined ? [] : [`"requestResource":${requestResource}`]),
    ...present('requestSubResource', request.requestSubResource ?? ''),
    ...(dryRun === undefined ? [] : [`"dryRun":${dryRun}`]),
  ];
}

/** Kubernetes leaves out a name that is still to be chosen, and the namespace of an object that is in none. */
const present = (field: string, text: string): readonly string[] => (text === '' ? [] : [`"${field}":${quote(text)}`]);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The plural name of a kind is the server's to know; gator says as little. */
const NO_RESOURCE = '{"group":"","version":"","resource":""}';

const quote = (text: string): string => JSON.stringify(text);
