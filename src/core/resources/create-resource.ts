import type { JsonValue } from '../model/json.ts';
import type { Resource, ResourceIdentity } from '../model/resource.ts';

/** An object as text, which is a tree for whoever asks for one. */
interface ObjectText {
  readonly json: string;
  readonly value: JsonValue;
}

/**
 * The object that a whole document is. Its tree is made when somebody asks for it: most policies need the text alone.
 * @param head what names and labels it
 */
export function createResource(identity: ResourceIdentity, head: JsonValue, text: ObjectText): Resource {
  return {
    identity,
    // An accessor of its own, not of a class: a copy by `...` has it, too.
    get object() {
      return text.value;
    },
    head,
    json: text.json,
    pathInDocument: [],
  };
}

/** Of an object at least its `apiVersion`, `kind` and `metadata`. */
export const headOf = (resource: Pick<Resource, 'head' | 'object'>): JsonValue => resource.head ?? resource.object;
