import { isNumber } from '../compare.ts';
import { characters } from '../go-string.ts';
import { toInt64 } from '../number.ts';
import { sprintf } from '../sprintf.ts';
import { printTerm } from '../print-term.ts';
import { type RegoObject, RegoSet, type RegoValue } from '../value.ts';
import { ASK_ENGINE, type Builtin, BuiltinError } from './builtin.ts';
import { arrayOperand, mismatch, objectOperand, operandAt, stringOperand, stringsOperand } from './operands.ts';

/** The functions on strings that Wasm lacks. */
export const STRINGS: Readonly<Record<string, Builtin>> = {
  // These Wasm has, too, but meets the members of sets and objects in another order than OPA (engine/opa-edits.json).
  concat: (operands) => joinedOperand(operands, 1).join(stringOperand(operands, 0)),
  'strings.replace_n': (operands) => replaceAll(objectOperand(operands, 0), stringOperand(operands, 1)),
  'internal.template_string': (operands) => fillTemplate(arrayOperand(operands, 0)),
  sprintf: (operands) => sprintf(stringOperand(operands, 0), arrayOperand(operands, 1)),
  'strings.any_prefix_match': (operands) => anyMatch(operands, (text, prefix) => text.startsWith(prefix)),
  'strings.any_suffix_match': (operands) => anyMatch(operands, (text, suffix) => text.endsWith(suffix)),
  'strings.count': (operands) => countOccurrences(stringOperand(operands, 0), stringOperand(operands, 1)),
  'strings.split_n': (operands) =>
    splitN(stringOperand(operands, 0), stringOperand(operands, 1), integerOperand(operands, 2)),
  indexof_n: (operands) => indexesOf(stringOperand(operands, 0), stringOperand(operands, 1)),
};

function joinedOperand(operands: readonly RegoValue[], position: number): readonly string[] {
  if (typeof operandAt(operands, position) === 'string') return mismatch('', position, 'set', 'array');
  return stringsOperand(operands, position);
}

/** Go's Replacer: at each place the first pattern, in order, that matches there. */
function replaceAll(patterns: RegoObject, text: string): string | typeof ASK_ENGINE {
  const pairs = patterns.entries.map(([pattern, replacement]): readonly [string, string] => {
    if (typeof pattern !== 'string') throw new BuiltinError('operand 1 non-string key found in pattern object');
    if (typeof replacement !== 'string') throw new BuiltinError('operand 1 non-string value found in pattern object');
    return [pattern, replacement];
  });
  // Go finds an empty pattern between bytes, also within a character.
  if (pairs.some(([pattern]) => pattern === '')) return ASK_ENGINE;
  let result = '';
  for (let at = 0; at < text.length;) {
    const found = pairs.find(([pattern]) => text.startsWith(pattern, at));
    result += found === undefined ? text.charAt(at) : found[1];
    at += found === undefined ? 1 : found[0].length;
  }
  return result;
}

/** Each part is a set of at most one value: what an expression says, if it says anything. */
function fillTemplate(parts: readonly RegoValue[]): string | typeof ASK_ENGINE {
  const texts: string[] = [];
  for (const part of parts) {
    if (!(part instanceof RegoSet) || part.members.length > 1) return ASK_ENGINE;
    const [value] = part.members;
    texts.push(value === undefined ? '<undefined>' : typeof value === 'string' ? value : printTerm(value));
  }
  return texts.join('');
}

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
