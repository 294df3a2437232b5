import { isJsonObject, type JsonValue } from '../../../model/json.ts';
import { namedValue } from '../read-leaf.ts';
import { each, fields, type Reading } from '../search.ts';
import { settled } from '../settled.ts';

/**
 * Parameters by name, each with a value or a default: CloudFormation's `Parameters`, ARM's and Bicep's `parameters`, Terraform's
 * `variable`. What else a definition says is for people.
 */
export const definitions: Reading = (value, place, search) => {
  if (isJsonObject(value) && Object.values(value).some(isDefinition)) each(definition)(value, place, search);
  else search.anything(value, place, search);
};

const VALUES = ['value', 'default', 'Default', 'defaultValue'] as const;

const isDefinition = (value: JsonValue): boolean =>
  isJsonObject(value) &&
  (VALUES.some((key) => Object.hasOwn(value, key)) ||
    typeof value['type'] === 'string' ||
    typeof value['Type'] === 'string');

const definition: Reading = (value, place, search) => {
  if (!isDefinition(value)) return search.anything(value, place, search);
  const named = namedValue(String(place.key));
  const scalar: Reading = (inner, at, view) =>
    typeof inner === 'object' ? view.anything(inner, at, view) : named(inner, at, view);
  fields({ value: scalar, default: scalar, Default: scalar, defaultValue: scalar }, settled)(value, place, search);
};
