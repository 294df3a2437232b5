import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';

/** A schema as a CustomResourceDefinition may hold it, and what was lost on the way: each loss lets more parameters through. */
export interface StructuralSchema {
  readonly schema: JsonObject;
  readonly losses: readonly string[];
}

/**
 * Rewrites a JSON Schema (draft 7 to 2020-12) to a structural schema of Kubernetes: a type at each place, no references, no closed
 * objects but by leaving out `additionalProperties`, and only keywords that the API server knows.
 * Source: "Specifying a structural schema", Kubernetes documentation on CustomResourceDefinitions.
 */
export function toStructuralSchema(schema: JsonObject): StructuralSchema {
  const losses: string[] = [];
  const conversion: Conversion = {
    root: schema,
    expanding: [],
    lose: (at, what) => void losses.push(`${at}: ${what}`),
  };
  return { schema: convert(conversion, schema, 'parameters'), losses };
}

interface Conversion {
  readonly root: JsonObject;
  /** References that are being expanded: one that comes up again would go on for ever. */
  readonly expanding: readonly string[];
  readonly lose: (at: string, what: string) => void;
}

/** Any value at all. */
export const ANYTHING: JsonObject = { 'x-kubernetes-preserve-unknown-fields': true };

function convert(conversion: Conversion, given: JsonValue, at: string): JsonObject {
  if (given === true) return ANYTHING;
  if (!isJsonObject(given)) {
    conversion.lose(at, 'a schema that allows nothing is left out');
    return ANYTHING;
  }
  if (given['$ref'] !== undefined) return expand(conversion, given, at);
  for (const key of Object.keys(given))
    if (!KNOWN.has(key)) conversion.lose(at, `"${key}" has no counterpart in Kubernetes`);
  return {
    ...pick(given, ANNOTATIONS),
    ...convertType(conversion, given, at),
    ...convertLimits(given),
    ...convertAlternatives(conversion, given, at),
  };
}

/** `#/$defs/port`, within the schema. */
function expand(conversion: Conversion, { $ref, ...beside }: JsonObject, at: string): JsonObject {
  const target = typeof $ref === 'string' ? lookUp(conversion.root, $ref) : undefined;
  if (typeof $ref !== 'string' || target === undefined || conversion.expanding.includes($ref)) {
    conversion.lose(
      at,
      `the reference ${JSON.stringify($ref)} is left out: it leads outside of the schema, or to itself`,
    );
    return { ...pick(beside, ANNOTATIONS), ...ANYTHING };
  }
  const inner = { ...conversion, expanding: [...conversion.expanding, $ref] };
  return convert(inner, isJsonObject(target) ? { ...target, ...beside } : target, at);
}

function lookUp(root: JsonObject, reference: string): JsonValue | undefined {
  if (!reference.startsWith('#/')) return undefined;
  let found: JsonValue | undefined = root;
  for (const part of reference.slice(2).split('/')) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    found = isJsonObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return found;
}

function convertType(conversion: Conversion, schema: JsonObject, at: string): JsonObject {
  const types = typesOf(schema);
  const nullable = types.includes('null') ? { nullable: true } : {};
  const others = types.filter((type) => type !== 'null');
  const [type, second] = others;
  if (type === undefined || second !== undefined) return { ...manyTypes(conversion, others, at), ...nullable };
  if (type === 'object') return { type, ...nullable, ...convertObject(conversion, schema, at) };
  if (type === 'array') return { type, ...nullable, ...convertArray(conversion, schema, at) };
  return { type, ...nullable };
}

function manyTypes({ lose }: Conversion, types: readonly JsonValue[], at: string): JsonObject {
  const sorted = types.map(String).sort().join(' ');
  if (sorted === 'integer number') return { type: 'number' };
  if (sorted === 'integer string') return { 'x-kubernetes-int-or-string': true };
  if (types.length > 1) lose(at, `the choice of types ${sorted} is left out: Kubernetes wants one`);
  return ANYTHING;
}

/** What `type` says, or else what the other keywords speak of. */
function typesOf(schema: JsonObject): readonly JsonValue[] {
  const { type } = schema;
  if (typeof type === 'string') return [type];
  if (Array.isArray(type)) return type;
  const values = schema['const'] === undefined ? schema['enum'] : [schema['const']];
  if (Array.isArray(values)) return [...new Set(values.map(typeOfValue))];
  if (['properties', 'required', 'additionalProperties', 'patternProperties'].some((key) => key in schema))
    return ['object'];
  if ('items' in schema) return ['array'];
  return [];
}

function typeOfValue(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}

/** Kubernetes closes every object unless it is told not to; JSON Schema opens it unless it is told not to. */
function convertObject(conversion: Conversion, schema: JsonObject, at: string): JsonObject {
  const { properties, additionalProperties, patternProperties } = schema;
  if (patternProperties !== undefined) conversion.lose(at, '"patternProperties" has no counterpart in Kubernetes');
  const known = isJsonObject(properties) ? Object.entries(properties) : [];
  const converted = Object.fromEntries(known.map(([name, each]) => [name, convert(conversion, each, `${at}.${name}`)]));
  const named = known.length === 0 ? {} : { properties: converted };
  if (additionalProperties === false && patternProperties === undefined) return named;
  if (!isJsonObject(additionalProperties)) return { ...named, ...ANYTHING };
  if (known.length === 0 && patternProperties === undefined) {
    return { additionalProperties: convert(conversion, additionalProperties, `${at}.*`) };
  }
  conversion.lose(
    at,
    'the schema of further properties is left out: Kubernetes has it only where no property is named',
  );
  return { ...named, ...ANYTHING };
}

function convertArray(conversion: Conversion, schema: JsonObject, at: string): JsonObject {
  const { items, prefixItems, uniqueItems } = schema;
  const isTuple = Array.isArray(items) || prefixItems !== undefined;
  if (isTuple) conversion.lose(at, 'schemas of single items are left out: Kubernetes has one for all of them');
  const converted = isTuple || items === undefined ? ANYTHING : convert(conversion, items, `${at}[]`);
  if (uniqueItems !== true) return { items: converted };
  const { type } = converted;
  if (typeof type === 'string' && SCALARS.has(type)) {
    return { items: converted, 'x-kubernetes-list-type': 'set' };
  }
  conversion.lose(at, '"uniqueItems" is left out: Kubernetes has it only for items that are no objects');
  return { items: converted };
}

const SCALARS: ReadonlySet<string> = new Set(['string', 'integer', 'number', 'boolean']);

/** Keywords that limit a value of a known type, in the form of OpenAPI 3.0. */
function convertLimits(schema: JsonObject): JsonObject {
  const { const: only, enum: values } = schema;
  const choice = only === undefined ? values : [only];
  return {
    ...pick(schema, LIMITS),
    ...(choice === undefined ? {} : { enum: choice }),
    ...exclusive(schema, 'minimum', 'exclusiveMinimum', (limit, other) => limit >= other),
    ...exclusive(schema, 'maximum', 'exclusiveMaximum', (limit, other) => limit <= other),
  };
}

/** A number of its own since draft 6; a word beside the limit in OpenAPI 3.0, as in draft 4. */
function exclusive(
  schema: JsonObject,
  inclusive: string,
  key: string,
  isTighter: (limit: number, other: number) => boolean,
): JsonObject {
  const limit = schema[key];
  const other = schema[inclusive];
  if (typeof limit === 'boolean') return { [key]: limit };
  if (typeof limit !== 'number' || (typeof other === 'number' && !isTighter(limit, other))) return {};
  return { [inclusive]: limit, [key]: true };
}

/** Kubernetes allows only limits inside of `anyOf` and its like: no types, and nothing that names fields. */
function convertAlternatives({ lose }: Conversion, schema: JsonObject, at: string): JsonObject {
  const kept: Record<string, JsonValue> = {};
  for (const key of ALTERNATIVES) {
    const given = schema[key];
    if (given === undefined) continue;
    const parts = Array.isArray(given) ? given : [given];
    const converted = parts.map((part: JsonValue) => limitsOnly(part));
    if (converted.every((part) => part !== undefined))
      kept[key] = Array.isArray(given) ? converted : (converted[0] ?? {});
    else lose(at, `"${key}" is left out: Kubernetes allows no types and no fields in it`);
  }
  return kept;
}

function limitsOnly(part: JsonValue): JsonObject | undefined {
  if (!isJsonObject(part)) return undefined;
  return Object.keys(part).every((key) => LIMIT_KEYS.has(key)) ? convertLimits(part) : undefined;
}

function pick(schema: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = schema[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

const ANNOTATIONS = ['title', 'description', 'default', 'nullable'] as const;
const LIMITS = [
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'required',
] as const;
const ALTERNATIVES = ['allOf', 'anyOf', 'oneOf', 'not'] as const;
const SHAPES = [
  'type',
  'properties',
  'additionalProperties',
  'patternProperties',
  'items',
  'prefixItems',
  'uniqueItems',
];
/** Nothing hangs on these: they describe, or name what references lead to. */
const SILENT = [
  '$schema',
  '$id',
  'id',
  '$comment',
  '$defs',
  'definitions',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
];

const LIMIT_KEYS: ReadonlySet<string> = new Set([...LIMITS, 'enum', 'const', 'exclusiveMinimum', 'exclusiveMaximum']);
const KNOWN: ReadonlySet<string> = new Set([...ANNOTATIONS, ...LIMIT_KEYS, ...ALTERNATIVES, ...SHAPES, ...SILENT]);
