import { isJsonObject, type JsonObject } from '../../model/json.ts';
import type { Reading } from './search.ts';
import { isSealed, readSopsLimits, sopsBlockOf, sopsScopeOf } from './sops/sops-scope.ts';
import { underSops } from './sops/under-sops.ts';

/** Reads a document from its root. */
export const readDocument: Reading = (value, place, search) => {
  const block = sopsBlockOf(value);
  if (block === undefined || !isJsonObject(value) || !isSealed(block)) return search.anything(value, place, search);
  search.anything(withoutBlock(value), place, underSops(search, sopsScopeOf(readSopsLimits(block))));
};

/** The block itself holds keys that are encrypted for each recipient. */
function withoutBlock(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'sops'));
}
