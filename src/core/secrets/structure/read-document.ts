import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { readAsFile } from './forms/files.ts';
import { type Place, stepInto } from './place.ts';
import type { Reading, Search } from './search.ts';
import { limitScope } from './sops/limit-scope.ts';
import { plainFieldInScope } from './sops/plain-in-scope.ts';
import { isSealed, readSopsLimits, sopsBlockOf } from './sops/sops-scope.ts';
import { underSops } from './sops/under-sops.ts';

/** Reads a document from its root: what SOPS says of it first, for that decides what may be plain. */
export const readDocument: Reading = (value, place, search) => {
  const block = sopsBlockOf(value);
  if (block === undefined || !isJsonObject(value)) {
    reportUnencrypted(value, place, search);
    return readAsFile(value, place, search);
  }
  const content = withoutBlock(value);
  if (isSealed(block)) return readAsFile(content, place, underSops(search, limitScope(readSopsLimits(block), content)));
  search.report({ rule: 'sops-unsealed', confidence: 'certain', place: stepInto(place, 'sops'), subject: search.path });
  readAsFile(content, place, search);
};

/** The block itself holds keys that are encrypted for each recipient. */
function withoutBlock(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'sops'));
}

function reportUnencrypted(value: JsonValue, place: Place, search: Search): void {
  const field = search.sopsRule === undefined ? undefined : plainFieldInScope(value, search.sopsRule);
  if (field === undefined) return;
  search.report({
    rule: 'sops-rule-unencrypted',
    confidence: 'likely',
    place: stepInto(place, field),
    subject: search.path,
  });
}
