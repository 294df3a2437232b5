import { fieldText, type FieldPath } from '../../core/model/location.ts';
import { isJsonObject } from '../../core/model/json.ts';
import { didYouMean, nearMiss } from '../flags/near-miss.ts';
import type { SchemaFault } from './schema-validator.ts';

/** A fault for people: which field, what is wrong with it and what to write. */
export interface ExplainedFault {
  /** The field to point at. An unknown key is pointed at itself, a missing one at the object that lacks it. */
  readonly path: FieldPath;
  readonly message: string;
}

const LONGEST_QUOTE = 60;

/** Says in words what a schema says in keywords. `root` is the value that was checked. */
export function explainFault(fault: SchemaFault, root: unknown): ExplainedFault {
  const path = toFieldPath(fault.instancePath, root);
  const key = fault.params['additionalProperty'];
  const message = messageFor(fault, path);
  return { path: typeof key === 'string' ? [...path, key] : path, message };
}

function messageFor(fault: SchemaFault, path: FieldPath): string {
  const subject = fieldName(path);
  switch (fault.keyword) {
    case 'additionalProperties':
      return unknownKey(fault, path);
    case 'required':
      return missingKey(fault, path);
    case 'enum':
      return wrongChoice(fault, subject);
    case 'type':
      return wrongType(fault, subject);
    case 'pattern':
      return `${subject} is ${quote(fault.data)}; ${textOf(fault.parentSchema?.['patternErrorMessage']) ?? fault.message}`;
    case 'minItems':
      return `${subject} is empty; leave it out, or name at least one`;
    default:
      return `${subject} ${fault.message ?? 'is not as it must be'}`;
  }
}

function unknownKey({ params, parentSchema }: SchemaFault, path: FieldPath): string {
  const key = String(params['additionalProperty']);
  const known = Object.keys(propertiesOf(parentSchema));
  const where = path.length === 0 ? 'at the top' : `in ${fieldName(path)}`;
  const near = nearMiss(key, known);
  const fix = near === undefined ? `; known keys are ${known.join(', ') || 'none'}` : `; did you mean "${near}"?`;
  return `unknown key ${quote(key)} ${where}${fix}`;
}

/** The schema's own description of the missing key says what to write. */
function missingKey({ params, parentSchema }: SchemaFault, path: FieldPath): string {
  const key = String(params['missingProperty']);
  const property = propertiesOf(parentSchema)[key];
  const allowed =
    isJsonObject(property) && Array.isArray(property['enum']) ? ` Write "${key}: ${property['enum'].join('|')}".` : '';
  const meaning = isJsonObject(property) ? textOf(property['description']) : undefined;
  const subject = path.length === 0 ? 'the file' : fieldName(path);
  return `${subject} has no "${key}"${meaning === undefined ? '' : ` (${meaning.replace(/\.$/, '')})`}.${allowed}`;
}

function wrongChoice({ params, data }: SchemaFault, subject: string): string {
  const allowed = Array.isArray(params['allowedValues']) ? params['allowedValues'].map(String) : [];
  const hint = typeof data === 'string' ? didYouMean(data, allowed) : '';
  return `${subject} is ${quote(data)}; expected ${allowed.length > 1 ? 'one of ' : ''}${allowed.join(', ')}${hint}`;
}

function wrongType({ params, data }: SchemaFault, subject: string): string {
  const wanted = String(params['type']);
  const isScalar = typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean';
  const fix =
    wanted === 'array' && isScalar
      ? `; write [${quote(data)}]`
      : wanted === 'string' && isScalar
        ? `; put it in quotes: "${String(data)}"`
        : '';
  const allowed = wanted.split(',').map((type) => TYPE_NAMES[type] ?? type);
  return `${subject} must be ${allowed.join(' or ')} and is ${typeName(data)}${fix}`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'an object',
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  null: 'null',
};

function typeName(data: unknown): string {
  if (data === null || data === undefined) return 'empty';
  if (Array.isArray(data)) return 'a list';
  if (typeof data === 'object') return 'an object';
  return `the ${typeof data === 'string' ? 'text' : typeof data} ${quote(data)}`;
}

/** What the user wrote, short enough for a message. */
function quote(data: unknown): string {
  const text = JSON.stringify(data) ?? 'nothing';
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE)}…`;
}

/** `constraints[0].match`, as a person would say it. */
export function fieldName(path: FieldPath): string {
  return path.length === 0 ? 'the file' : fieldText(path);
}

/** A JSON pointer does not say whether `0` is an index or a key; the value does. */
function toFieldPath(pointer: string, root: unknown): FieldPath {
  const path: (string | number)[] = [];
  let value = root;
  for (const escaped of pointer.split('/').slice(1)) {
    const part = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(value) ? Number(part) : part);
    value = Array.isArray(value) ? value[Number(part)] : isJsonObject(value) ? value[part] : undefined;
  }
  return path;
}

const propertiesOf = (schema: SchemaFault['parentSchema']): Readonly<Record<string, unknown>> => {
  const properties = schema?.['properties'];
  return isJsonObject(properties) ? properties : {};
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
