import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { FieldPath } from '../model/location.ts';
import { canonicalJson } from '../evaluate/canonical-json.ts';

/** A value that does not fit its schema. */
export interface SchemaProblem {
  readonly path: FieldPath;
  readonly message: string;
}

/** Whether an RE2 expression is found in a text; an expression that is none is found nowhere. */
export type MatchesPattern = (expression: string, text: string) => boolean;

/**
 * Holds a value against an OpenAPI v3 schema as the API server validates a custom resource. Fields that the schema does not know
 * are not its business (see unknown-fields.ts). `format` is not checked.
 * @param path where the value stands, for messages
 */
export function validateValue(
  schema: JsonObject,
  value: JsonValue,
  path: FieldPath,
  matches: MatchesPattern,
): readonly SchemaProblem[] {
  const typeFault = checkType(schema, value);
  // What is of another type has no length, no items and no fields to look at.
  if (typeFault !== undefined) return [{ path, message: typeFault }];
  if (value === null) return [];
  return [
    ...valueFaults(schema, value, matches).map((message) => ({ path, message })),
    ...combinationFaults(schema, value, path, matches),
    ...memberFaults(schema, value, path, matches),
  ];
}

function checkType(schema: JsonObject, value: JsonValue): string | undefined {
  const wanted = schema['x-kubernetes-int-or-string'] === true ? ['integer', 'string'] : typesOf(schema);
  if (value === null && schema['nullable'] === true) return undefined;
  if (wanted.length === 0 || wanted.some((type) => isOfType(value, type))) return undefined;
  return `must be of type ${wanted.join(' or ')}, not ${typeOf(value)}`;
}

const typesOf = ({ type }: JsonObject): readonly string[] => (typeof type === 'string' && type !== '' ? [type] : []);

function isOfType(value: JsonValue, type: string): boolean {
  return typeOf(value) === type || (type === 'number' && typeof value === 'number');
}

function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function valueFaults(schema: JsonObject, value: JsonValue, matches: MatchesPattern): readonly string[] {
  const enumFault = checkEnum(schema, value);
  return [
    ...(enumFault === undefined ? [] : [enumFault]),
    ...(typeof value === 'number' ? numberFaults(schema, value) : []),
    ...(typeof value === 'string' ? textFaults(schema, value, matches) : []),
    ...(Array.isArray(value) ? listFaults(schema, value) : []),
    ...(isJsonObject(value) ? objectFaults(schema, value) : []),
  ];
}

function checkEnum({ enum: allowed }: JsonObject, value: JsonValue): string | undefined {
  if (!Array.isArray(allowed)) return undefined;
  const text = canonicalJson(value);
  const texts = allowed.map((one: JsonValue) => canonicalJson(one));
  return texts.includes(text) ? undefined : `must be one of ${texts.join(', ')}`;
}

function numberFaults(schema: JsonObject, value: number): readonly string[] {
  const { minimum, maximum, multipleOf } = schema;
  const isExclusive = (bound: string): boolean => schema[bound] === true;
  const faults: string[] = [];
  if (typeof minimum === 'number' && (isExclusive('exclusiveMinimum') ? value <= minimum : value < minimum)) {
    faults.push(`must be ${isExclusive('exclusiveMinimum') ? 'greater than' : 'at least'} ${minimum}`);
  }
  if (typeof maximum === 'number' && (isExclusive('exclusiveMaximum') ? value >= maximum : value > maximum)) {
    faults.push(`must be ${isExclusive('exclusiveMaximum') ? 'less than' : 'at most'} ${maximum}`);
  }
  if (typeof multipleOf === 'number' && multipleOf > 0 && !Number.isInteger(value / multipleOf)) {
    faults.push(`must be a multiple of ${multipleOf}`);
  }
  return faults;
}

function textFaults(schema: JsonObject, value: string, matches: MatchesPattern): readonly string[] {
  const { pattern } = schema;
  const isOff = typeof pattern === 'string' && !matches(pattern, value);
  return [
    ...sizeFaults(schema, 'Length', [...value].length, 'characters'),
    ...(isOff ? [`must match the expression ${JSON.stringify(pattern)}`] : []),
  ];
}

function listFaults(schema: JsonObject, value: readonly JsonValue[]): readonly string[] {
  const isRepeated = schema['uniqueItems'] === true && new Set(value.map(canonicalJson)).size < value.length;
  return [
    ...sizeFaults(schema, 'Items', value.length, 'items'),
    ...(isRepeated ? ['must not hold the same item twice'] : []),
  ];
}

function objectFaults(schema: JsonObject, value: JsonObject): readonly string[] {
  const { required } = schema;
  const names: readonly JsonValue[] = Array.isArray(required) ? required : [];
  const missing = names.filter((name) => typeof name === 'string').filter((name) => !Object.hasOwn(value, name));
  return [
    ...missing.map((name) => `needs the field ${name}`),
    ...sizeFaults(schema, 'Properties', Object.keys(value).length, 'fields'),
  ];
}

function sizeFaults(schema: JsonObject, what: string, size: number, noun: string): readonly string[] {
  const least = schema[`min${what}`];
  const most = schema[`max${what}`];
  return [
    ...(typeof least === 'number' && size < least ? [`must have at least ${least} ${noun}`] : []),
    ...(typeof most === 'number' && size > most ? [`must have at most ${most} ${noun}`] : []),
  ];
}

function combinationFaults(
  schema: JsonObject,
  value: JsonValue,
  path: FieldPath,
  matches: MatchesPattern,
): readonly SchemaProblem[] {
  const validate = (one: JsonObject): readonly SchemaProblem[] => validateValue(one, value, path, matches);
  const fitting = (name: string): number => schemas(schema[name]).filter((one) => validate(one).length === 0).length;
  const problems = schemas(schema['allOf']).flatMap(validate);
  const fault = (message: string): void => void problems.push({ path, message });
  if (schemas(schema['anyOf']).length > 0 && fitting('anyOf') === 0) fault('must fit one of the schemas in anyOf');
  if (schemas(schema['oneOf']).length > 0 && fitting('oneOf') !== 1)
    fault('must fit exactly one of the schemas in oneOf');
  const { not } = schema;
  if (isJsonObject(not) && validate(not).length === 0) fault('must not fit the schema in not');
  return problems;
}

const schemas = (list: JsonValue | undefined): JsonObject[] => (Array.isArray(list) ? list.filter(isJsonObject) : []);

function memberFaults(
  schema: JsonObject,
  value: JsonValue,
  path: FieldPath,
  matches: MatchesPattern,
): readonly SchemaProblem[] {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (!isJsonObject(items)) return [];
    return value.flatMap((item: JsonValue, index) => validateValue(items, item, [...path, index], matches));
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const own = fieldSchema(schema, name);
    return own === undefined ? [] : validateValue(own, member, [...path, name], matches);
  });
}

/** The schema of one field of an object; undefined when none speaks of it. */
export function fieldSchema({ properties, additionalProperties }: JsonObject, name: string): JsonObject | undefined {
  const own = isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
  return isJsonObject(own) ? own : undefined;
}
