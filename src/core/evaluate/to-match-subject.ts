import type { JsonValue } from '../model/json.ts';
import { toLabels } from '../policies/label-selector.ts';
import { headOf } from '../resources/create-resource.ts';
import { toMatchObject, type MatchSubject } from '../policies/match-subject.ts';
import type { Court, ResourceSubject } from './court.ts';
import type { RequestFields } from './review.ts';

/** What constraints and waivers look at to tell whether a subject is theirs. */
export function toMatchSubject(
  { resource, request, source = 'Original' }: ResourceSubject,
  namespaces: Court['namespaces'],
): MatchSubject {
  const { identity } = resource;
  const declared = namespaces.get(identity.namespace);
  const replaced = replacedObject(request);
  const reviewed = toMatchObject(headOf(resource), identity);
  return {
    objects: replaced === undefined ? [reviewed] : [reviewed, toMatchObject(replaced, identity)],
    ...(declared === undefined ? {} : { namespace: { name: identity.namespace, labels: toLabels(declared.labels) } }),
    source,
  };
}

/** The object that an update replaces. For a deletion it is the one under review already. */
function replacedObject(request: RequestFields | undefined): JsonValue | undefined {
  if (request === undefined || request.operation === 'DELETE' || request.oldObject === 'null') return undefined;
  return JSON.parse(request.oldObject);
}
