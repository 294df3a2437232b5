import type { JsonObject, JsonValue } from '../model/json.ts';

/**
 * The schema of a template's constraints as a whole, as Gatekeeper makes it: its own fields, and the template's schema for the
 * parameters. Source: frameworks constraint/pkg/client/crds/schema.go, gatekeeper pkg/target/matchcrd_constant.go.
 * @param parameters undefined when the template has no schema: then no parameter is known
 */
export function constraintSchema(parameters: JsonObject | undefined): JsonObject {
  return {
    type: 'object',
    properties: {
      metadata: object({ name: { type: 'string', maxLength: 63 } }),
      spec: object({
        match: MATCH,
        enforcementAction: { type: 'string', default: 'deny' },
        scopedEnforcementActions: list(object({ action: TEXT, enforcementPoints: list(object({ name: TEXT })) })),
        ...(parameters === undefined ? {} : { parameters }),
      }),
      status: { 'x-kubernetes-preserve-unknown-fields': true },
      // The API server knows these of every object.
      apiVersion: {},
      kind: {},
    },
  };
}

/** The part of the schema that speaks of unknown fields: metadata is the API server's. */
export function withoutMetadata(constraint: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(constraint).filter(([name]) => name !== 'metadata'));
}

const object = (properties: JsonObject): JsonObject => ({ type: 'object', properties });
const list = (items: JsonValue): JsonObject => ({ type: 'array', items });
const TEXT: JsonObject = { type: 'string' };
const WILDCARD: JsonObject = { type: 'string', pattern: String.raw`^\*?[-:a-z0-9]*\*?$` };
const SELECTOR: JsonObject = object({
  matchLabels: { type: 'object', additionalProperties: TEXT },
  matchExpressions: list({
    ...object({ key: TEXT, operator: TEXT, values: list(TEXT) }),
    required: ['key', 'operator'],
  }),
});
const MATCH: JsonObject = object({
  kinds: list(object({ apiGroups: list(TEXT), kinds: list(TEXT) })),
  scope: TEXT,
  namespaces: list(WILDCARD),
  excludedNamespaces: list(WILDCARD),
  labelSelector: SELECTOR,
  namespaceSelector: SELECTOR,
  name: WILDCARD,
  source: { type: 'string', enum: ['All', 'Generated', 'Original'] },
});
