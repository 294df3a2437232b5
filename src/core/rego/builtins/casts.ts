import { createSet } from '../collection.ts';
import { isArray, RegoObject, RegoSet, type RegoValue } from '../value.ts';
import type { Builtin } from './builtin.ts';
import { mismatch, operandAt } from './operands.ts';

/** OPA's deprecated casts: a value of the type passes through, arrays and sets become each other. */
export const CASTS: Readonly<Record<string, Builtin>> = {
  cast_array: (operands) => toArray(operandAt(operands, 0)),
  cast_set: (operands) => toSet(operandAt(operands, 0)),
  cast_string: (operands) => only(operandAt(operands, 0), 'string', (value) => typeof value === 'string'),
  cast_boolean: (operands) => only(operandAt(operands, 0), 'boolean', (value) => typeof value === 'boolean'),
  cast_null: (operands) => only(operandAt(operands, 0), 'null', (value) => value === null),
  cast_object: (operands) => only(operandAt(operands, 0), 'object', (value) => value instanceof RegoObject),
};

function toArray(value: RegoValue): RegoValue {
  if (value instanceof RegoSet) return value.members;
  return value !== null && isArray(value) ? value : mismatch(value, 0, 'array', 'set');
}

function toSet(value: RegoValue): RegoValue {
  if (value instanceof RegoSet) return value;
  return value !== null && isArray(value) ? createSet(value) : mismatch(value, 0, 'array', 'set');
}

function only(value: RegoValue, type: string, isOfType: (value: RegoValue) => boolean): RegoValue {
  return isOfType(value) ? value : mismatch(value, 0, type);
}
