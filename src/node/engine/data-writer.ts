import { SluiceError } from '../../core/errors.ts';
import type { InventoryTree } from '../../core/gatekeeper/inventory.ts';
import { JsonReader, type JsonSink } from './json-reader.ts';
import type { PolicyExports } from './policy-exports.ts';
import { replaceLoneSurrogates } from './policy-input.ts';
import type { PolicyMemory } from './policy-memory.ts';

// The types of OPA's wasm/src/value.h, and the sizes of their structs.
const NULL = 1;
const BOOLEAN = 2;
const NUMBER = 3;
const STRING = 4;
const ARRAY = 5;
const OBJECT = 6;
const NUMBER_IS_INTEGER = 1;
const NUMBER_IS_TEXT = 2;
const NUMBER_SIZE = 24;
const STRING_SIZE = 12;
const TABLE_SIZE = 16;
const MIN_BUCKETS = 8;
const LOAD_FACTOR = 0.7;
const MEMBER_SIZE = 12;
const ELEMENT_SIZE = 8;
/** A value of more parts is hardly there twice, and the key that would tell is long. */
const MOST_SHARED_PARTS = 64;
/** What is there often is soon written again; to remember what is there once costs more than it saves. */
const MOST_REMEMBERED = 8192;
const CHUNK_BYTES = 1024 ** 2;

/**
 * Writes documents into the memory of a policy as OPA's own parser does, but each value once: ten thousand Pods have the same
 * tolerations. Policies never change what they are given, so nobody can tell. It takes a tenth of the memory, and an object
 * that changed can be written without all others.
 */
export class DataWriter {
  readonly #memory: PolicyMemory;
  readonly #exports: PolicyExports;
  /** Where branches and objects of the inventory are that were written before. */
  readonly #written = new WeakMap<object, number>();
  #shared = new Map<string, number>();
  #strings = new Map<string, Written>();
  /** Of objects and what leads to them: a table is written again whenever one of its members is another. */
  readonly #names = new Map<string, Written>();
  #next = 0;
  #end = 0;
  #used = 0;

  constructor(memory: PolicyMemory, exports: PolicyExports) {
    this.#memory = memory;
    this.#exports = exports;
  }

  /** Bytes that were taken from the heap. */
  get usedBytes(): number {
    return this.#used;
  }

  /** Writes a document, which is an object, with the inventory in it; of that only what is not written yet. */
  write(json: string, inventory: InventoryTree): number {
    const members = new Map([['inventory', this.#tree(inventory)]]);
    for (const [key, value] of this.#reader(json).members(this.#sink)) if (key !== 'inventory') members.set(key, value);
    const address = this.#object(members);
    // They cost more than they save where one object changes at a time.
    this.#shared = new Map();
    this.#strings = new Map();
    return address;
  }

  #tree(tree: InventoryTree): number {
    const known = this.#written.get(tree);
    if (known !== undefined && !tree.isChanged) return known;
    const members = new Map<string, number>();
    for (const [key, branch] of tree.branches) {
      members.set(key, branch.kind === 'leaf' ? this.#leaf(branch) : this.#tree(branch.tree));
    }
    const address = this.#object(members, this.#names);
    this.#written.set(tree, address);
    tree.isChanged = false;
    return address;
  }

  #leaf(leaf: { readonly json: string }): number {
    const known = this.#written.get(leaf);
    if (known !== undefined) return known;
    const address = this.#reader(leaf.json).value(this.#sink);
    this.#written.set(leaf, address);
    return address;
  }

  #reader(json: string): JsonReader {
    return new JsonReader(replaceLoneSurrogates(json));
  }

  readonly #sink: JsonSink<number> = {
    literal: (value) => this.#share(`${value}`, () => this.#literal(value)),
    number: (text) => this.#share(`#${text}`, () => this.#number(text)),
    string: (text) => this.#string(text).address,
    array: (elements) =>
      elements.length > MOST_SHARED_PARTS
        ? this.#array(elements)
        : this.#share(`[${elements.join()}`, () => this.#array(elements)),
    object: (members) =>
      members.size > MOST_SHARED_PARTS
        ? this.#object(members)
        : this.#share(objectKey(members), () => this.#object(members)),
  };

  #share(key: string, make: () => number): number {
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const address = make();
    if (this.#shared.size >= MOST_REMEMBERED) this.#shared = new Map();
    this.#shared.set(key, address);
    return address;
  }

  #literal(value: boolean | null): number {
    const address = this.#take(4);
    this.#memory.setWord(address, value === null ? NULL : BOOLEAN | (value ? 0x100 : 0));
    return address;
  }

  /** The place of an element, which OPA does not keep as text. */
  #integer(value: number): number {
    const address = this.#take(NUMBER_SIZE);
    this.#memory.setWord(address, NUMBER | (NUMBER_IS_INTEGER << 8));
    this.#memory.setWord(address + 8, value);
    this.#memory.setWord(address + 12, 0);
    return address;
  }

  /** As text: numbers keep their digits. */
  #number(text: string): number {
    const content = this.#string(text);
    const address = this.#take(NUMBER_SIZE);
    this.#memory.setWord(address, NUMBER | (NUMBER_IS_TEXT << 8));
    this.#memory.setWord(address + 8, this.#memory.word(content.address + 8));
    this.#memory.setWord(address + 12, this.#memory.word(content.address + 4));
    this.#memory.setWord(address + 16, 0);
    return address;
  }

  #string(text: string, strings: Map<string, Written> = this.#strings): Written {
    const known = strings.get(text);
    if (known !== undefined) return known;
    const [content, length] = this.#memory.writeText(text, (bytes) => this.#take(bytes));
    const address = this.#take(STRING_SIZE);
    this.#memory.setWord(address, STRING);
    this.#memory.setWord(address + 4, length);
    this.#memory.setWord(address + 8, content);
    const written = { address, hash: this.#memory.hash(content, length) };
    if (strings === this.#strings && strings.size >= MOST_REMEMBERED) this.#strings = new Map();
    strings.set(text, written);
    return written;
  }

  #array(elements: readonly number[]): number {
    const list = this.#take(elements.length * ELEMENT_SIZE);
    for (const [index, value] of elements.entries()) {
      this.#memory.setWord(
        list + index * ELEMENT_SIZE,
        this.#share(`@${index}`, () => this.#integer(index)),
      );
      this.#memory.setWord(list + index * ELEMENT_SIZE + 4, value);
    }
    return this.#struct(ARRAY, list, elements.length, elements.length);
  }

  /** With as many buckets as OPA takes, and in the order in which it has them: rules walk them in that order. */
  #object(members: ReadonlyMap<string, number>, names: Map<string, Written> = this.#strings): number {
    let count = MIN_BUCKETS;
    while (members.size > count * LOAD_FACTOR) count *= 2;
    const buckets = this.#take(count * 4);
    for (let bucket = 0; bucket < count; bucket++) this.#memory.setWord(buckets + bucket * 4, 0);
    // From the last to the first, each is put before those that are there.
    const keys = [...members.keys()].sort();
    for (let index = keys.length - 1; index >= 0; index--) {
      const key = keys[index] ?? '';
      const name = this.#string(key, names);
      const bucket = buckets + (name.hash % count) * 4;
      const member = this.#take(MEMBER_SIZE);
      this.#memory.setWord(member, name.address);
      this.#memory.setWord(member + 4, members.get(key) ?? 0);
      this.#memory.setWord(member + 8, this.#memory.word(bucket));
      this.#memory.setWord(bucket, member);
    }
    return this.#struct(OBJECT, buckets, count, members.size);
  }

  #struct(type: number, first: number, second: number, third: number): number {
    const address = this.#take(TABLE_SIZE);
    this.#memory.setWord(address, type);
    this.#memory.setWord(address + 4, first);
    this.#memory.setWord(address + 8, second);
    this.#memory.setWord(address + 12, third);
    return address;
  }

  #take(bytes: number): number {
    const size = (bytes + 7) & ~7;
    if (this.#next + size > this.#end) this.#grow(size);
    const address = this.#next;
    this.#next += size;
    return address;
  }

  #grow(size: number): void {
    const bytes = Math.max(CHUNK_BYTES, size + 8);
    const chunk = this.#exports.opa_malloc(bytes);
    if (chunk === 0) throw new SluiceError('POLICY_FAILED', 'the policies have no memory left for their data');
    this.#next = (chunk + 7) & ~7;
    this.#end = chunk + bytes;
    this.#used += bytes;
  }
}

/** Two objects with one key have the same members, which are at the same places. */
function objectKey(members: ReadonlyMap<string, number>): string {
  let key = '{';
  for (const [name, value] of members) key += `${name.length}:${name}${value},`;
  return key;
}

interface Written {
  readonly address: number;
  readonly hash: number;
}
