import { rawMember, rawMembers } from '../documents/json/raw-member.ts';
import { valueAt } from '../gatekeeper/read-fields.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { Resource } from '../model/resource.ts';
import { metadataOf } from '../resources/to-resources.ts';
import type { ExpansionTemplate } from './expansion-template.ts';
import { withOwner } from './owner-references.ts';

export type ImpliedResource =
  | { readonly kind: 'resource'; readonly resource: Resource }
  /** The object does not have what the template makes others of. */
  | { readonly kind: 'none'; readonly problem: string };

/**
 * The object that a template makes of its parent: the source field, with an identity of its own. Numbers keep their digits,
 * because texts are put together, not values. Source: gatekeeper pkg/expansion expandResource.
 */
export function toImpliedResource(parent: Resource, template: ExpansionTemplate): ImpliedResource {
  const { source } = template;
  const value = valueAt(parent.object, source);
  const text = rawMember(parent.json, source);
  if (value === undefined || text === undefined) return none(`it has no ${source.join('.')}`);
  if (!isJsonObject(value)) return none(`its ${source.join('.')} is no object`);
  const { group, version, kind } = template.generates;
  const identity = {
    apiVersion: group === '' ? version : `${group}/${version}`,
    kind,
    namespace: parent.identity.namespace,
    name: impliedName(parent, kind),
  };
  const json = withMembers(text, {
    apiVersion: JSON.stringify(identity.apiVersion),
    kind: JSON.stringify(kind),
    metadata: metadataText(parent, value, text, identity),
    // The status of an object that is its own source is not that of what it implies.
    ...(source.length === 0 ? { status: '' } : {}),
  });
  return {
    kind: 'resource',
    resource: {
      identity,
      object: parseJson(json),
      json,
      pathInDocument: [...parent.pathInDocument, ...source],
    },
  };
}

const none = (problem: string): ImpliedResource => ({ kind: 'none', problem });

/** Nobody knows how it will be called, so its name says where it comes from. */
const impliedName = (parent: Resource, kind: string): string => `${nameOf(parent)}-${kind}`.toLowerCase();

/** A name that the server makes of generateName is none: it would be another one at every point. */
function nameOf({ object, identity }: Resource): string {
  return metadataOf(object)['name'] === identity.name ? identity.name : '';
}

function metadataText(
  parent: Resource,
  value: JsonObject,
  text: string,
  { name, namespace }: { readonly name: string; readonly namespace: string },
): string {
  const owners = withOwner(metadataOf(value)['ownerReferences'], {
    apiVersion: parent.identity.apiVersion,
    kind: parent.identity.kind,
    name: nameOf(parent),
  });
  return withMembers(rawMember(text, ['metadata']) ?? '{}', {
    namespace: namespace === '' ? '' : JSON.stringify(namespace),
    name: JSON.stringify(name),
    ...(owners === undefined ? {} : { ownerReferences: JSON.stringify(owners) }),
  });
}

/** A JSON object with members that are set, or left out where their text is empty. What is no object counts as an empty one. */
function withMembers(text: string, changes: Readonly<Record<string, string>>): string {
  const members = new Map(rawMembers(text));
  for (const [key, value] of Object.entries(changes)) {
    if (value === '') members.delete(key);
    else members.set(key, value);
  }
  return `{${[...members].map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
}

function parseJson(json: string): JsonValue {
  return JSON.parse(json);
}
