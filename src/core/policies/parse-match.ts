import { isJsonObject, type JsonValue } from '../model/json.ts';
import { fieldText, type FieldPath } from '../model/location.ts';
import type { KindSelector, Match } from '../model/match.ts';
import { optional, refuseUnknown, textList, type Say } from './match-fields.ts';
import { parseLabelSelector } from './parse-label-selector.ts';
import { hasInnerStar } from './wildcard.ts';

/** Told what cannot be understood, in words, and where it stands within the match. */
export type ComplainOfMatch = (message: string, at: FieldPath) => void;

const FIELDS = [
  'kinds',
  'scope',
  'namespaces',
  'excludedNamespaces',
  'labelSelector',
  'namespaceSelector',
  'name',
  'source',
];
const SCOPES = ['Cluster', 'Namespaced', '*'] as const;
const SOURCES = ['Original', 'Generated', 'All'] as const;

/** What the API server accepts in the name lists of a constraint. Source: gatekeeper pkg/wildcard. */
const NAMESPACE_PATTERN = /^\*?[-:a-z0-9]*\*?$/;

/**
 * Reads a match from METADATA, `sluice.yaml` or a constraint. Whatever cannot be understood is complained about: a match
 * that is read wrongly selects the wrong objects, and nobody would see it.
 * @param field what messages call the match: `spec.match`
 */
export function parseMatch(value: JsonValue, field: string, complain: ComplainOfMatch): Match {
  const say: Say = (at, problem) => complain(`${field}${subfield(at)} ${problem}`, at);
  if (!isJsonObject(value)) {
    say([], 'must be an object');
    return {};
  }
  refuseUnknown(value, FIELDS, [], say);
  return {
    ...optional('kinds', value, [], (list, at) => parseKinds(list, at, say)),
    ...optional('scope', value, [], (scope, at) => oneOf(SCOPES, scope, '*', at, say)),
    ...optional('namespaces', value, [], (list, at) => parseNamespaces(list, at, say)),
    ...optional('excludedNamespaces', value, [], (list, at) => parseNamespaces(list, at, say)),
    ...optional('labelSelector', value, [], (selector, at) => parseLabelSelector(selector, at, say)),
    ...optional('namespaceSelector', value, [], (selector, at) => parseLabelSelector(selector, at, say)),
    ...optional('name', value, [], (name, at) => parseName(name, at, say)),
    ...optional('source', value, [], (source, at) => oneOf(SOURCES, source, 'All', at, say)),
  };
}

function subfield(at: FieldPath): string {
  const text = fieldText(at);
  return text === '' || text.startsWith('[') ? text : `.${text}`;
}

function parseKinds(value: JsonValue, at: FieldPath, say: Say): readonly KindSelector[] {
  if (!Array.isArray(value)) {
    say(at, 'must be a list of {apiGroups, kinds}');
    return [];
  }
  return value.map((entry: JsonValue, index) => parseKindSelector(entry, [...at, index], say));
}

function parseKindSelector(entry: JsonValue, at: FieldPath, say: Say): KindSelector {
  if (!isJsonObject(entry)) {
    say(at, 'must be an object with apiGroups and kinds');
    return {};
  }
  refuseUnknown(entry, ['apiGroups', 'kinds'], at, say);
  return {
    ...optional('apiGroups', entry, at, (list, place) => textList(list, place, say)),
    ...optional('kinds', entry, at, (list, place) => textList(list, place, say)),
  };
}

/** What is none of the choices is complained about and then, as in Gatekeeper, selects everything. */
function oneOf<T extends string>(choices: readonly T[], value: JsonValue, fallback: T, at: FieldPath, say: Say): T {
  const found = choices.find((one) => one === value);
  if (found === undefined) say(at, `must be one of ${choices.join(', ')}`);
  return found ?? fallback;
}

function parseNamespaces(value: JsonValue, at: FieldPath, say: Say): readonly string[] {
  const patterns = textList(value, at, say);
  for (const [index, pattern] of patterns.entries()) {
    if (!NAMESPACE_PATTERN.test(pattern))
      say([...at, index], 'names no Namespace; it may hold a-z, 0-9, "-" and ":", with * at either end');
  }
  return patterns;
}

function parseName(value: JsonValue, at: FieldPath, say: Say): string {
  if (typeof value !== 'string') {
    say(at, 'must be a string');
    return '';
  }
  if (hasInnerStar(value)) say(at, 'has a * in the middle, which is no wildcard; only one at either end is');
  return value;
}
