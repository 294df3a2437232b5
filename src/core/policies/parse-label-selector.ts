import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { FieldPath } from '../model/location.ts';
import type { LabelRequirement, LabelSelector } from '../model/match.ts';
import { optional, refuseUnknown, textList, type Say } from './match-fields.ts';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;
const MAX_LENGTH = 63;
const MAX_PREFIX_LENGTH = 253;
const NAME = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const PREFIX = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/**
 * Reads a label selector and complains about all that the API server would refuse: Gatekeeper cannot match with it either, and
 * answers every review with an error. Source: apimachinery ValidateLabelSelector.
 */
export function parseLabelSelector(value: JsonValue, at: FieldPath, say: Say): LabelSelector {
  if (!isJsonObject(value)) {
    say(at, 'must be an object with matchLabels or matchExpressions');
    return {};
  }
  refuseUnknown(value, ['matchLabels', 'matchExpressions'], at, say);
  return {
    ...optional('matchLabels', value, at, (labels, place) => parseLabels(labels, place, say)),
    ...optional('matchExpressions', value, at, (list, place) => parseExpressions(list, place, say)),
  };
}

function parseLabels(value: JsonValue, at: FieldPath, say: Say): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) {
    say(at, 'must map names to strings');
    return {};
  }
  const labels = Object.entries(value).filter((entry): entry is [string, string] => {
    const isText = typeof entry[1] === 'string';
    if (!isText) say([...at, entry[0]], 'must be a string; matchLabels must map names to strings');
    return isText;
  });
  for (const [key, label] of labels) {
    checkKey(key, [...at, key], say);
    checkValue(label, [...at, key], say);
  }
  return Object.fromEntries(labels);
}

function parseExpressions(value: JsonValue, at: FieldPath, say: Say): readonly LabelRequirement[] {
  if (!Array.isArray(value)) {
    say(at, 'must be a list');
    return [];
  }
  return value.flatMap((entry: JsonValue, index) => parseExpression(entry, [...at, index], say));
}

function parseExpression(entry: JsonValue, at: FieldPath, say: Say): readonly LabelRequirement[] {
  const { key, operator: named } = isJsonObject(entry) ? entry : {};
  const operator = OPERATORS.find((one) => one === named);
  if (!isJsonObject(entry) || typeof key !== 'string' || operator === undefined) {
    say(at, `needs a key and an operator: ${OPERATORS.join(', ')}`);
    return [];
  }
  refuseUnknown(entry, ['key', 'operator', 'values'], at, say);
  checkKey(key, [...at, 'key'], say);
  return [{ key, operator, ...parseValues(entry, operator, at, say) }];
}

function parseValues(
  entry: JsonObject,
  operator: LabelRequirement['operator'],
  at: FieldPath,
  say: Say,
): Pick<LabelRequirement, 'values'> {
  const read = optional('values', entry, at, (list, place) => textList(list, place, say));
  const values = read.values ?? [];
  const takesValues = operator === 'In' || operator === 'NotIn';
  if (takesValues && values.length === 0) say([...at, 'values'], `must name at least one value for ${operator}`);
  if (!takesValues && values.length > 0) say([...at, 'values'], `must be left out for ${operator}`);
  for (const [index, value] of values.entries()) checkValue(value, [...at, 'values', index], say);
  return read;
}

/** `name` or `prefix/name`. */
function checkKey(key: string, at: FieldPath, say: Say): void {
  const slash = key.indexOf('/');
  const prefix = slash < 0 ? undefined : key.slice(0, slash);
  const isPrefixed = prefix === undefined || (prefix.length <= MAX_PREFIX_LENGTH && PREFIX.test(prefix));
  const name = key.slice(slash + 1);
  if (!isPrefixed || name.length > MAX_LENGTH || !NAME.test(name)) say(at, 'is no key that a label can have');
}

function checkValue(value: string, at: FieldPath, say: Say): void {
  if (value !== '' && (value.length > MAX_LENGTH || !NAME.test(value))) say(at, 'is no value that a label can have');
}
