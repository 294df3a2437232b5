import type { JsonValue } from '../../../model/json.ts';
import { identityOf } from '../../../resources/to-resources.ts';
import type { Place } from '../place.ts';
import { type SopsLimits, type SopsScope, sopsScopeOf } from './sops-scope.ts';

/** What identifies an object stays readable, or no tool could apply it; so nobody means it who sets no limits. */
const IDENTITY: ReadonlySet<string | number> = new Set(['apiVersion', 'kind', 'metadata', 'type']);

/** The scope of SOPS in a document. */
export function limitScope(limits: SopsLimits, value: JsonValue): SopsScope {
  const scope = sopsScopeOf(limits);
  if (!limits.isUnlimited || identityOf(value) === undefined) return scope;
  return (place) => !IDENTITY.has(firstStep(place)) && scope(place);
}

function firstStep(place: Place): string | number {
  let at = place;
  while (at.parent?.parent !== undefined) at = at.parent;
  return at.key;
}
