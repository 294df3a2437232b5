import type { JsonObject } from '../../model/json.ts';

/** Short ways to write the schemas of custom resources. */
export const TEXT: JsonObject = { type: 'string' };
export const FLAG: JsonObject = { type: 'boolean' };
const WHOLE: JsonObject = { type: 'integer', format: 'int64' };
/** Holds whatever is written. */
export const OPEN: JsonObject = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

export const listOf = (items: JsonObject): JsonObject => ({ type: 'array', items });

export const objectOf = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  ...more,
});

export const described = (description: string, schema: JsonObject): JsonObject => ({ ...schema, description });

/** Group, version and kind, as Gatekeeper's objects name kinds. */
export const KIND_NAME: JsonObject = objectOf({ group: TEXT, version: TEXT, kind: TEXT });

/** A name in which a star at either end stands for anything. */
export const STARRED: JsonObject = { type: 'string', pattern: '^\\*?[-:a-z0-9]*\\*?$' };

/** The whole of an object: names longer than 63 characters fit into no label. */
export const rootOf = (properties: JsonObject): JsonObject =>
  objectOf({
    apiVersion: TEXT,
    kind: TEXT,
    metadata: objectOf({ name: { type: 'string', maxLength: 63 } }),
    ...properties,
  });

/** What each replica says of an object. Members that other tools write beside these are kept. */
export const BY_POD: JsonObject = listOf(
  objectOf(
    {
      id: described('The replica that says so.', TEXT),
      observedGeneration: described('The generation of the object that it speaks of.', WHOLE),
      errors: listOf(objectOf({ code: TEXT, type: TEXT, message: TEXT, location: TEXT }, { required: ['message'] })),
    },
    { 'x-kubernetes-preserve-unknown-fields': true },
  ),
);
