import type { JsonObject } from '../../src/core/model/json.ts';
import { cutText } from '../../src/core/report/cut-text.ts';
import type { EventReason, ViolationEvent } from './violation-event.ts';

export interface EventPlace {
  /** Where sluice runs: events are there unless they are with their objects. */
  readonly ownNamespace: string;
  /** Whether they are in the Namespace of the object. What is in none has its events where sluice runs. */
  readonly isWithObject: boolean;
  /** The replica that writes it. */
  readonly instance: string;
  /** The policy is a ConstraintTemplate, and so the constraint an object of its kind. */
  readonly isTemplate: boolean;
}

/** How often the same was seen, and when. */
export interface Sightings {
  readonly count: number;
  readonly first: Date;
  readonly last: Date;
}

/** The API server takes no longer ones in its newer form of events. */
const LONGEST_MESSAGE = 1024;
const LONGEST_NAME = 256;

export const namespaceOfEvent = ({ resource }: ViolationEvent, { ownNamespace, isWithObject }: EventPlace): string =>
  isWithObject && resource.namespace !== '' ? resource.namespace : ownNamespace;

/**
 * An Event of the core group, with the reasons and annotations of Gatekeeper's, and the verdict id. Source: gatekeeper
 * pkg/webhook/policy.go, pkg/audit/manager.go, pkg/logging
 */
export function toKubernetesEvent(event: ViolationEvent, place: EventPlace, seen: Sightings): JsonObject {
  const { process, reason, resource } = event;
  const component = process === 'audit' ? 'sluice-audit' : 'sluice-webhook';
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {
      generateName: 'sluice-',
      namespace: namespaceOfEvent(event, place),
      annotations: annotationsOf(event, place),
    },
    type: 'Warning',
    reason,
    message: messageOf(event, place),
    involvedObject: {
      kind: resource.kind,
      apiVersion: resource.group === '' ? resource.version : `${resource.group}/${resource.version}`,
      name: resource.name,
      namespace: namespaceOfEvent(event, place),
      ...uidOf(event, place),
    },
    source: { component, host: place.instance },
    reportingComponent: component,
    reportingInstance: place.instance,
    ...toCount(seen),
  };
}

/** What changes of an event when the same happens again. */
export const toCount = ({ count, first, last }: Sightings): JsonObject => ({
  count,
  firstTimestamp: toSeconds(first),
  lastTimestamp: toSeconds(last),
});

const toSeconds = (time: Date): string => time.toISOString().replace(/\.\d+Z$/, 'Z');

function annotationsOf(event: ViolationEvent, { isTemplate }: EventPlace): JsonObject {
  const { process, policy, constraint, action, verdictId, resource, userName } = event;
  return {
    process,
    event_type: process === 'audit' ? 'violation_audited' : 'violation',
    ...(isTemplate ? { constraint_group: 'constraints.gatekeeper.sh', constraint_api_version: 'v1beta1' } : {}),
    constraint_kind: policy,
    constraint_name: constraint,
    constraint_action: action,
    resource_group: resource.group,
    resource_api_version: resource.version,
    resource_kind: resource.kind,
    resource_namespace: resource.namespace,
    resource_name: resource.name,
    ...(userName === undefined ? {} : { request_username: cutText(userName, LONGEST_NAME) }),
    'sluice.dev/verdict-id': verdictId,
  };
}

const HEADS: Readonly<Record<EventReason, string>> = {
  FailedAdmission: 'Admission webhook denied request, ',
  WarningAdmission: 'Admission webhook raised a warning for this request, ',
  DryrunViolation: 'Dryrun violation, ',
  AuditViolation: '',
};

function messageOf(event: ViolationEvent, { isWithObject }: EventPlace): string {
  const { reason, resource, constraint, message } = event;
  const where = isWithObject ? '' : `Resource Namespace: ${resource.namespace}, `;
  return cutText(`${HEADS[reason]}${where}Constraint: ${constraint}, Message: ${message}`, LONGEST_MESSAGE);
}

/** An event beside sluice is about an object of another Namespace: a name of its own keeps it from being taken for one of this. */
function uidOf(
  { policy, constraint, resource: { kind, namespace, name, uid } }: ViolationEvent,
  place: EventPlace,
): JsonObject {
  if (!place.isWithObject) return { uid: `${kind}/${namespace}/${name}/${policy}//${constraint}` };
  return uid === undefined ? {} : { uid };
}
