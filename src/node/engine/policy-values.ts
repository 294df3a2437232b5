import { SluiceError } from '../../core/errors.ts';
import { createObject, createSet } from '../../core/rego/collection.ts';
import { hasStrayBytes } from '../../core/rego/go-string.ts';
import { createNumber, type RegoNumber } from '../../core/rego/number.ts';
import { toTermText } from '../../core/rego/term-text.ts';
import type { RegoEntry, RegoValue } from '../../core/rego/value.ts';
import type { PolicyExports } from './policy-exports.ts';
import type { PolicyMemory } from './policy-memory.ts';

// The types of OPA's wasm/src/value.h. Interned values lie in the data segment and are laid out like the others.
const NULL = 1;
const BOOLEAN = 2;
const NUMBER = 3;
const STRING = 4;
const ARRAY = 5;
const OBJECT = 6;
const SET = 7;
const STRING_INTERNED = 8;
const BOOLEAN_INTERNED = 9;
const NUMBER_IS_INTEGER = 1;
const STRING_SIZE = 12;

/** One value of each kind, in the form that `toTermText` gives back. */
const PROBE = '[null,true,-7,1.50,"é",{"k":{2}},set()]';

/**
 * Checks that the module lays values out as this file reads them. OPA promises its text forms only, but reading them costs
 * more than most rules. Throws POLICY_INVALID for a module of another make.
 */
export function checkLayout(memory: PolicyMemory, { opa_malloc, opa_value_parse }: PolicyExports): void {
  const address = opa_value_parse(...memory.writeText(PROBE, opa_malloc));
  if (memory.byte(address) === ARRAY && toTermText(readValue(memory, address)) === PROBE) return;
  throw new SluiceError(
    'POLICY_INVALID',
    'the policy Wasm was compiled by another version of OPA; compile it again with this version',
  );
}

/** Reads the value at an address. */
export function readValue(memory: PolicyMemory, address: number): RegoValue {
  switch (memory.byte(address)) {
    case NULL:
      return null;
    case BOOLEAN:
    case BOOLEAN_INTERNED:
      return memory.byte(address + 1) !== 0;
    case NUMBER:
      return readNumber(memory, address);
    case STRING:
      return memory.readText(memory.word(address + 8), memory.word(address + 4));
    case STRING_INTERNED:
      return memory.readConstant(memory.word(address + 8), memory.word(address + 4));
    case ARRAY:
      return readArray(memory, address);
    case OBJECT:
      return createObject(readEntries(memory, address));
    case SET:
      return createSet(chained(memory, address, 4).map((element) => readValue(memory, memory.word(element))));
    default:
      throw new SluiceError('INTERNAL', `there is no Rego value at ${address} of the policy's memory`);
  }
}

/** Whether there is a set without members at an address. */
export const isEmptySet = (memory: PolicyMemory, address: number): boolean =>
  memory.byte(address) === SET && memory.word(address + 12) === 0;

/** The address of a member of the set at an address; undefined when the set is empty. */
export function onlyMember(memory: PolicyMemory, address: number): number | undefined {
  if (memory.word(address + 12) === 0) return undefined;
  const element = findElement(memory, address, 4, () => true);
  return element === undefined ? undefined : memory.word(element);
}

/** Writes a value and returns its address. A string may hold any bytes; inside another value it must be UTF-8. */
export function writeValue(memory: PolicyMemory, exports: PolicyExports, value: RegoValue): number {
  if (typeof value === 'string') return writeString(memory, exports, value);
  const text = toTermText(value);
  if (!hasStrayBytes(text)) return exports.opa_value_parse(...memory.writeText(text, exports.opa_malloc));
  throw new SluiceError(
    'POLICY_FAILED',
    'a built-in function returned a string that is not UTF-8 inside another value',
  );
}

function writeString(memory: PolicyMemory, { opa_malloc }: PolicyExports, text: string): number {
  // The text stands behind its struct, which says that it is not to be freed by itself: one block is taken faster than two.
  const [content, length] = memory.writeText(text, (bytes) => opa_malloc(STRING_SIZE + bytes) + STRING_SIZE);
  const address = content - STRING_SIZE;
  memory.setByte(address, STRING);
  memory.setByte(address + 1, 0);
  memory.setWord(address + 4, length);
  memory.setWord(address + 8, content);
  return address;
}

function readNumber(memory: PolicyMemory, address: number): number | RegoNumber {
  if (memory.byte(address + 1) !== NUMBER_IS_INTEGER) {
    return createNumber(memory.readText(memory.word(address + 8), memory.word(address + 12)));
  }
  const integer = memory.int64(address + 8);
  const plain = Number(integer);
  return Number.isSafeInteger(plain) ? plain : createNumber(integer.toString());
}

function readArray(memory: PolicyMemory, address: number): readonly RegoValue[] {
  const elements = memory.word(address + 4);
  const values: RegoValue[] = [];
  for (let i = 0, length = memory.word(address + 8); i < length; i++) {
    values.push(readValue(memory, memory.word(elements + i * 8 + 4)));
  }
  return values;
}

function readEntries(memory: PolicyMemory, address: number): readonly RegoEntry[] {
  return chained(memory, address, 8).map((element) => [
    readValue(memory, memory.word(element)),
    readValue(memory, memory.word(element + 4)),
  ]);
}

/** Where an object has the address of a member: another address there is another member. Undefined when it has none of the name. */
export function memberSlot(memory: PolicyMemory, object: number, name: string): number | undefined {
  if (memory.byte(object) !== OBJECT) return undefined;
  const element = findElement(memory, object, 8, (one) => readValue(memory, memory.word(one)) === name);
  return element === undefined ? undefined : element + 4;
}

/** The addresses of the elements in a hash table. */
function chained(memory: PolicyMemory, table: number, nextOffset: number): readonly number[] {
  const elements: number[] = [];
  findElement(memory, table, nextOffset, (element) => {
    elements.push(element);
    return false;
  });
  return elements;
}

/** The first element of a hash table that is wanted. Each of them points to the next of its bucket. */
function findElement(
  memory: PolicyMemory,
  table: number,
  nextOffset: number,
  isWanted: (element: number) => boolean,
): number | undefined {
  const buckets = memory.word(table + 4);
  for (let bucket = 0, count = memory.word(table + 8); bucket < count; bucket++) {
    for (let element = memory.word(buckets + bucket * 4); element !== 0; element = memory.word(element + nextOffset)) {
      if (isWanted(element)) return element;
    }
  }
  return undefined;
}
