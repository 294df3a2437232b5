import { isArray, RegoObject, RegoSet, type RegoValue, typeName } from '../value.ts';
import { BuiltinError } from './builtin.ts';

/** The operand at the position, counted from 0, as a string. Throws the BuiltinError that OPA words this way. */
export function stringOperand(operands: readonly RegoValue[], position: number): string {
  const operand = operandAt(operands, position);
  return typeof operand === 'string' ? operand : mismatch(operand, position, 'string');
}

/** The operand at the position as an array. */
export function arrayOperand(operands: readonly RegoValue[], position: number): readonly RegoValue[] {
  const operand = operandAt(operands, position);
  return operand !== null && isArray(operand) ? operand : mismatch(operand, position, 'array');
}

/** The operand at the position as an object. */
export function objectOperand(operands: readonly RegoValue[], position: number): RegoObject {
  const operand = operandAt(operands, position);
  return operand instanceof RegoObject ? operand : mismatch(operand, position, 'object');
}

/** The strings of an operand that is one string, or an array or set of strings. */
export function stringsOperand(operands: readonly RegoValue[], position: number): readonly string[] {
  const operand = operandAt(operands, position);
  if (typeof operand === 'string') return [operand];
  return listOf(operand, position).map((value) =>
    typeof value === 'string' ? value : elementMismatch(operand, value, position),
  );
}

/** The operand, whatever it is. */
export function operandAt(operands: readonly RegoValue[], position: number): RegoValue {
  return operands[position] ?? null;
}

/** Throws OPA's complaint about an operand of the wrong type. */
export function mismatch(operand: RegoValue, position: number, ...expected: readonly string[]): never {
  const wanted = expected.length === 1 ? (expected[0] ?? '') : `one of {${expected.join(', ')}}`;
  throw new BuiltinError(`operand ${position + 1} must be ${wanted} but got ${typeName(operand)}`);
}

function listOf(operand: RegoValue, position: number): readonly RegoValue[] {
  if (operand instanceof RegoSet) return operand.members;
  return operand !== null && isArray(operand) ? operand : mismatch(operand, position, 'string', 'set', 'array');
}

function elementMismatch(operand: RegoValue, element: RegoValue, position: number): never {
  const type = typeName(operand);
  throw new BuiltinError(
    `operand ${position + 1} must be ${type} of strings but got ${type} containing ${typeName(element)}`,
  );
}
