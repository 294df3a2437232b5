import type { JsonObject } from '../../model/json.ts';
import { described, listOf, objectOf, STARRED, TEXT } from './schema-words.ts';

const SELECTOR: JsonObject = objectOf({
  matchLabels: { type: 'object', additionalProperties: TEXT },
  matchExpressions: listOf(
    objectOf({ key: TEXT, operator: TEXT, values: listOf(TEXT) }, { required: ['key', 'operator'] }),
  ),
});

/** `spec.match` of a constraint. */
export const MATCH_SCHEMA: JsonObject = objectOf({
  source: described('Objects as they were sent, those that they imply, or both.', {
    type: 'string',
    enum: ['All', 'Generated', 'Original'],
  }),
  kinds: described(
    'The object is of one of these; * stands for all.',
    listOf(objectOf({ apiGroups: listOf(TEXT), kinds: listOf(TEXT) })),
  ),
  scope: described('Objects of the cluster, of Namespaces, or both (*).', TEXT),
  namespaces: described(
    'The object is in one of these Namespaces; a * at either end stands for anything.',
    listOf(STARRED),
  ),
  excludedNamespaces: described('The object is in none of these Namespaces.', listOf(STARRED)),
  labelSelector: described('Selects by the labels of the object.', SELECTOR),
  namespaceSelector: described('Selects by the labels of the Namespace that the object is in, or is.', SELECTOR),
  name: described('The name of the object; a * at either end stands for anything.', STARRED),
});
