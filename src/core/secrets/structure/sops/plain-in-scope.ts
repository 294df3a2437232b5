import { isJsonObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import { identityOf } from '../../../resources/to-resources.ts';
import { isReference } from '../../values/is-reference.ts';
import { type Place, ROOT, stepInto } from '../place.ts';
import { sortedKeys } from '../search.ts';
import { limitScope } from './limit-scope.ts';
import type { SopsRule } from './sops-rules.ts';

/**
 * The first field of a document that holds plain text which a creation rule wants encrypted. A rule that is not about secrets by
 * its path says how, not whether: then only Secrets count.
 */
export function plainFieldInScope(value: JsonValue, { limits, isAboutSecrets }: SopsRule): string | undefined {
  if (!isJsonObject(value) || limits.byComment) return undefined;
  const identity = identityOf(value);
  if (identity?.kind === 'Kustomization' || Object.hasOwn(value, 'creation_rules')) return undefined;
  if (!isAboutSecrets && !(identity?.kind === 'Secret' && identity.apiVersion === 'v1')) return undefined;
  const scope = limitScope(limits, value);
  return sortedKeys(value).find((key) =>
    holdsPlain(value[key] ?? null, stepInto(ROOT, key), (place) => scope(place) === true),
  );
}

const MAX_DEPTH = 50;

function holdsPlain(value: JsonValue, place: Place, isInScope: (place: Place) => boolean): boolean {
  if (place.depth > MAX_DEPTH) return false;
  if (Array.isArray(value))
    return value.some((item: JsonValue, at) => holdsPlain(item, stepInto(place, at), isInScope));
  if (isJsonObject(value)) return holdsPlainMember(value, place, isInScope);
  if (typeof value === 'string') return !isReference(value) && isInScope(place);
  return typeof value === 'number' && isInScope(place);
}

const holdsPlainMember = (value: JsonObject, place: Place, isInScope: (place: Place) => boolean): boolean =>
  Object.keys(value).some((key) => holdsPlain(value[key] ?? null, stepInto(place, key), isInScope));
