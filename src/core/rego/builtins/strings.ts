import { isNumber } from '../compare.ts';
import { characters } from '../go-string.ts';
import { toInt64 } from '../number.ts';
import { sprintf } from '../sprintf.ts';
import type { RegoValue } from '../value.ts';
import { type Builtin, BuiltinError } from './builtin.ts';
import { arrayOperand, mismatch, operandAt, stringOperand, stringsOperand } from './operands.ts';

/** The functions on strings that Wasm lacks. */
export const STRINGS: Readonly<Record<string, Builtin>> = {
  sprintf: (operands) => sprintf(stringOperand(operands, 0), arrayOperand(operands, 1)),
  'strings.any_prefix_match': (operands) => anyMatch(operands, (text, prefix) => text.startsWith(prefix)),
  'strings.any_suffix_match': (operands) => anyMatch(operands, (text, suffix) => text.endsWith(suffix)),
  'strings.count': (operands) => countOccurrences(stringOperand(operands, 0), stringOperand(operands, 1)),
  'strings.split_n': (operands) =>
    splitN(stringOperand(operands, 0), stringOperand(operands, 1), integerOperand(operands, 2)),
  indexof_n: (operands) => indexesOf(stringOperand(operands, 0), stringOperand(operands, 1)),
};

function anyMatch(operands: readonly RegoValue[], matches: (text: string, affix: string) => boolean): boolean {
  const texts = stringsOperand(operands, 0);
  const affixes = stringsOperand(operands, 1);
  return texts.some((text) => affixes.some((affix) => matches(text, affix)));
}

// Go counts the places between characters for an empty string.
function countOccurrences(text: string, search: string): number {
  return search === '' ? characters(text).length + 1 : text.split(search).length - 1;
}

/** The first `count` parts; with a negative count the last ones. */
function splitN(text: string, delimiter: string, count: number): readonly string[] {
  const parts = delimiter === '' ? characters(text) : text.split(delimiter);
  return count >= 0 ? parts.slice(0, count) : parts.slice(Math.max(parts.length + count, 0));
}

function indexesOf(text: string, search: string): readonly number[] {
  if (search === '') throw new BuiltinError('empty search character');
  const base = characters(text);
  const wanted = characters(search);
  return [...base.keys()].filter((start) => wanted.every((character, i) => base[start + i] === character));
}

function integerOperand(operands: readonly RegoValue[], position: number): number {
  const operand = operandAt(operands, position);
  if (!isNumber(operand)) return mismatch(operand, position, 'number');
  const integer = toInt64(operand);
  if (integer === undefined) {
    throw new BuiltinError(`operand ${position + 1} must be integer number but got floating-point number`);
  }
  return Number(integer);
}
