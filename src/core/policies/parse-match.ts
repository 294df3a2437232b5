import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { KindSelector, LabelRequirement, LabelSelector, Match } from '../model/match.ts';

type Complain = (message: string) => void;

const FIELDS = ['kinds', 'scope', 'namespaces', 'excludedNamespaces', 'labelSelector', 'namespaceSelector', 'name'];
const SCOPES = ['Cluster', 'Namespaced', '*'] as const;
const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

/**
 * Reads a match from METADATA, `sluice.yaml` or a constraint. Whatever cannot be understood is complained about: a match
 * that is read wrongly selects the wrong objects, and nobody would see it.
 */
export function parseMatch(value: JsonValue, field: string, complain: Complain): Match {
  if (!isJsonObject(value)) {
    complain(`${field} must be an object`);
    return {};
  }
  for (const key of Object.keys(value)) {
    if (!FIELDS.includes(key)) complain(`${field}.${key} is not a match field; there are ${FIELDS.join(', ')}`);
  }
  return {
    ...optional('kinds', value, (list) => parseKinds(list, `${field}.kinds`, complain)),
    ...optional('scope', value, (scope) => parseScope(scope, `${field}.scope`, complain)),
    ...optional('namespaces', value, (list) => stringList(list, `${field}.namespaces`, complain)),
    ...optional('excludedNamespaces', value, (list) => stringList(list, `${field}.excludedNamespaces`, complain)),
    ...optional('labelSelector', value, (one) => parseSelector(one, `${field}.labelSelector`, complain)),
    ...optional('namespaceSelector', value, (one) => parseSelector(one, `${field}.namespaceSelector`, complain)),
    ...optional('name', value, (name) => stringOf(name, `${field}.name`, complain)),
  };
}

function optional<K extends string, T>(
  key: K,
  value: JsonObject,
  parse: (part: JsonValue) => T,
): { readonly [P in K]?: T } {
  const part = value[key];
  // A computed key widens to an index signature; the type of this function states what it really is.
  return part === undefined ? {} : ({ [key]: parse(part) } as { readonly [P in K]?: T });
}

function parseKinds(value: JsonValue, field: string, complain: Complain): readonly KindSelector[] {
  if (!Array.isArray(value)) {
    complain(`${field} must be a list of {apiGroups, kinds}`);
    return [];
  }
  return value.map((entry: JsonValue, index) => {
    const at = `${field}[${index}]`;
    if (!isJsonObject(entry)) {
      complain(`${at} must be an object with apiGroups and kinds`);
      return {};
    }
    return {
      ...optional('apiGroups', entry, (list) => stringList(list, `${at}.apiGroups`, complain)),
      ...optional('kinds', entry, (list) => stringList(list, `${at}.kinds`, complain)),
    };
  });
}

function parseScope(value: JsonValue, field: string, complain: Complain): (typeof SCOPES)[number] {
  const scope = SCOPES.find((one) => one === value);
  if (scope === undefined) complain(`${field} must be one of ${SCOPES.join(', ')}`);
  return scope ?? '*';
}

function parseSelector(value: JsonValue, field: string, complain: Complain): LabelSelector {
  if (!isJsonObject(value)) {
    complain(`${field} must be an object with matchLabels or matchExpressions`);
    return {};
  }
  return {
    ...optional('matchLabels', value, (labels) => stringMap(labels, `${field}.matchLabels`, complain)),
    ...optional('matchExpressions', value, (list) => parseExpressions(list, `${field}.matchExpressions`, complain)),
  };
}

function parseExpressions(value: JsonValue, field: string, complain: Complain): readonly LabelRequirement[] {
  if (!Array.isArray(value)) {
    complain(`${field} must be a list`);
    return [];
  }
  return value.flatMap((entry: JsonValue, index) => {
    const key = isJsonObject(entry) ? entry['key'] : undefined;
    const operator = OPERATORS.find((one) => isJsonObject(entry) && one === entry['operator']);
    if (!isJsonObject(entry) || typeof key !== 'string' || operator === undefined) {
      complain(`${field}[${index}] needs a key and an operator: ${OPERATORS.join(', ')}`);
      return [];
    }
    return [{ key, operator, ...optional('values', entry, (list) => stringList(list, `${field}.values`, complain)) }];
  });
}

function stringList(value: JsonValue, field: string, complain: Complain): readonly string[] {
  if (Array.isArray(value) && value.every((one): one is string => typeof one === 'string')) return value;
  complain(`${field} must be a list of strings`);
  return [];
}

function stringMap(value: JsonValue, field: string, complain: Complain): Readonly<Record<string, string>> {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (!isJsonObject(value) || texts.length !== entries.length) complain(`${field} must map names to strings`);
  return Object.fromEntries(texts);
}

function stringOf(value: JsonValue, field: string, complain: Complain): string {
  if (typeof value !== 'string') complain(`${field} must be a string`);
  return typeof value === 'string' ? value : '';
}
