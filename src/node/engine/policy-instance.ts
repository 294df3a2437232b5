import { SluiceError, messageOf } from '../../core/errors.ts';
import type { Outcome } from '../../core/evaluate/engine.ts';
import type { InventoryTree } from '../../core/gatekeeper/inventory.ts';
import { toJson } from '../../core/rego/to-json.ts';
import { RegoObject, type RegoValue } from '../../core/rego/value.ts';
import type { BuiltinCall, PolicyBuiltins } from './policy-builtins.ts';
import { DataWriter } from './data-writer.ts';
import { type PolicyExports, toPolicyExports } from './policy-exports.ts';
import { replaceLoneSurrogates } from './policy-input.ts';
import { PolicyMemory } from './policy-memory.ts';
import type { PolicyModule } from './policy-module.ts';
import { checkLayout, isEmptySet, memberSlot, onlyMember, readValue, writeValue } from './policy-values.ts';

const CROWDED_BYTES = 16 * 1024 ** 2;

/** Characters of members of inputs that are kept. Those of one plan are a few kilobytes. */
const MOST_KEPT = 256 * 1024;

export interface PolicyInstanceOptions {
  readonly builtins: PolicyBuiltins;
  /** Memory that the policies may use, in pages of 64 KiB. Default: 8192, which is 512 MiB. */
  readonly maximumPages?: number;
  /**
   * Bytes of JSON text that the data will have. Memory for them is taken at once: OPA's allocator grows it by a page at a time,
   * which for 20 MB took 48 seconds. Default: 0.
   */
  readonly dataBytes?: number;
  /** Memory never shrinks: so many bytes above what the data took, `needsRecycling` turns true. Default: 64 MiB. */
  readonly watermarkBytes?: number;
  /** Garbage of inputs and evaluations is kept up to so many bytes. Default: 32 KiB, which a processor has at hand. */
  readonly garbageBytes?: number;
}

/**
 * A running policy set on OPA's Wasm ABI: data, then an input, then any number of evaluations of that input.
 *
 * The heap is a stack: what the module made at its start, the data, members that inputs had before, the input, the garbage of
 * evaluations. Putting the heap pointer back to the top of one frees all above it, so memory stays flat whatever the number of
 * evaluations.
 */
export class PolicyInstance {
  /** Names of the entrypoints to the numbers that `evaluateTerm` takes. */
  readonly entrypoints: ReadonlyMap<string, number>;
  /** Names of the built-ins that the policies call and Wasm does not have. */
  readonly builtins: readonly string[];
  readonly #exports: PolicyExports;
  readonly #memory: PolicyMemory;
  readonly #options: Required<PolicyInstanceOptions>;
  readonly #calls: ReadonlyMap<number, BuiltinCall>;
  readonly #context: number;
  readonly #startTop: number;
  #writer: DataWriter | undefined;
  /** What the inventory took when it was written as a whole. */
  #wholeBytes = 0;
  #dataTop = 0;
  #dataBytes = 0;
  /** Addresses of members by their texts: constraints give every input the same parameters. */
  readonly #kept = new Map<string, number>();
  /** Texts that will be kept when there is no input above. */
  readonly #toKeep = new Set<string>();
  #keptLength = 0;
  #keptTop = 0;
  #inputTop = 0;
  /** The input's address; 0 without one. */
  #input = 0;
  /** Where the input has the member that was replaced last. */
  #slot: { readonly name: string; readonly address: number } | undefined;
  /** Above what the input was parsed to, and below what was put into it since. */
  #restTop = 0;
  #isBroken = false;

  /** Throws POLICY_INVALID when the module is not one that this version compiles. */
  constructor(module: PolicyModule, options: PolicyInstanceOptions) {
    this.#options = {
      maximumPages: 8192,
      dataBytes: 0,
      watermarkBytes: 64 * 1024 ** 2,
      garbageBytes: 32 * 1024,
      ...options,
    };
    const memory = createMemory(module, this.#options);
    this.#memory = new PolicyMemory(memory);
    this.#exports = toPolicyExports(
      new WebAssembly.Instance(module.code, { env: { memory, ...this.#hostFunctions() } }),
    );
    checkLayout(this.#memory, this.#exports);
    this.entrypoints = this.#readNumbers(this.#exports.entrypoints());
    const builtins = this.#readNumbers(this.#exports.builtins());
    this.builtins = [...builtins.keys()];
    this.#calls = new Map([...builtins].map(([name, id]) => [id, options.builtins.bind(name)]));
    this.#context = this.#exports.opa_eval_ctx_new();
    this.#startTop = this.#exports.opa_heap_ptr_get();
    this.setData('{}');
  }

  /** Whether inputs and evaluations have taken so much memory that another instance should take the next input. */
  get needsRecycling(): boolean {
    return this.memoryBytes - this.#dataBytes > this.#options.watermarkBytes;
  }

  /** Bytes of linear memory. */
  get memoryBytes(): number {
    return this.#memory.byteLength;
  }

  /** Makes a document, as JSON text, what policies see as `data`; before that it is {}. It takes the input away. */
  setData(json: string): void {
    this.#guard(() => {
      this.#writer = undefined;
      this.#exports.opa_heap_ptr_set(this.#startTop);
      this.#exports.opa_eval_ctx_set_data(this.#context, this.#parse(json, 'data'));
      this.#input = 0;
      this.#exports.opa_eval_ctx_set_input(this.#context, 0);
      this.#endData();
    });
  }

  /**
   * Makes a document, with an inventory in it, what policies see as `data`. Of an inventory that it was given before, only
   * what has changed is written; the rest stays where it is, also what is no longer part of it: when that is much
   * (`isCrowded`), another instance is better. It takes the input away.
   */
  setInventory(json: string, inventory: InventoryTree): void {
    this.#guard(() => {
      const { opa_heap_ptr_set, opa_eval_ctx_set_data, opa_eval_ctx_set_input } = this.#exports;
      const isFirst = this.#writer === undefined;
      opa_heap_ptr_set(isFirst ? this.#startTop : this.#dataTop);
      this.#writer ??= new DataWriter(this.#memory, this.#exports);
      opa_eval_ctx_set_data(this.#context, this.#writer.write(json, inventory));
      this.#input = 0;
      opa_eval_ctx_set_input(this.#context, 0);
      this.#endData();
      if (isFirst) this.#wholeBytes = this.#writer.usedBytes;
    });
  }

  /** Whether more of the inventory's memory is of what it was than of what it is. */
  get isCrowded(): boolean {
    return (this.#writer?.usedBytes ?? 0) > 2 * this.#wholeBytes + CROWDED_BYTES;
  }

  /**
   * Makes a document what policies see as `input`, until the next call. The text is parsed once, here: JSON, or a Rego
   * term. Without a text `input` is undefined, which null, false, 0 and "" are not.
   */
  setInput(text?: string): void {
    this.#guard(() => {
      this.#keepMembers();
      this.#collectAbove(this.#keptTop);
      this.#slot = undefined;
      this.#input = text === undefined ? 0 : this.#parse(text, 'input');
      this.#exports.opa_eval_ctx_set_input(this.#context, this.#input);
      this.#inputTop = this.#exports.opa_heap_ptr_get();
      this.#restTop = this.#inputTop;
    });
  }

  /**
   * Replaces one member of the input by a document, as JSON text. The others stay as they were parsed, and so does this one for the
   * inputs that follow. @throws when the input has none of the name
   */
  setInputMember(name: string, text: string): void {
    this.#guard(() => {
      const slot = this.#slotOf(name);
      this.#collectAbove(this.#restTop);
      this.#memory.setWord(slot, this.#kept.get(text) ?? this.#parseToKeep(text, name));
      this.#inputTop = this.#exports.opa_heap_ptr_get();
    });
  }

  /** What a rule says about the input, as JSON. Throws POLICY_FAILED when the policy stops. */
  evaluate(entrypoint: string): Outcome {
    const number = this.entrypoints.get(entrypoint);
    if (number === undefined) {
      return { kind: 'fault', code: 'POLICY_NOT_FOUND', message: `the compiled policies have no rule ${entrypoint}` };
    }
    const value = this.#guard(() => {
      const result = this.#result(number);
      // Most rules find nothing.
      return result === undefined || isEmptySet(this.#memory, result) ? undefined : readValue(this.#memory, result);
    });
    return value === undefined ? NOTHING_FOUND : { kind: 'value', value: toJson(value) };
  }

  /** What the entrypoint says about the input, exactly; undefined when it is undefined. Throws POLICY_FAILED. */
  evaluateTerm(entrypoint: number): RegoValue | undefined {
    return this.#guard(() => {
      const result = this.#result(entrypoint);
      return result === undefined ? undefined : readValue(this.#memory, result);
    });
  }

  /** The address of what an entrypoint says: a set of one object, which has it as its `result`. */
  #result(entrypoint: number): number | undefined {
    const row = onlyMember(this.#memory, this.#run(entrypoint));
    const slot = row === undefined ? undefined : memberSlot(this.#memory, row, 'result');
    return slot === undefined ? undefined : this.#memory.word(slot);
  }

  /** All results of a module that was compiled from a query: a set of objects from variables to values. Throws POLICY_FAILED. */
  evaluateQuery(): RegoValue {
    return this.#guard(() => readValue(this.#memory, this.#run(0)));
  }

  #run(entrypoint: number): number {
    this.#collectAbove(this.#inputTop);
    this.#exports.opa_eval_ctx_set_entrypoint(this.#context, entrypoint);
    this.#exports.eval(this.#context);
    return this.#exports.opa_eval_ctx_get_result(this.#context);
  }

  // Not each time: many rules leave next to nothing.
  #collectAbove(top: number): void {
    const { opa_heap_ptr_get, opa_heap_ptr_set } = this.#exports;
    if (opa_heap_ptr_get() - top > this.#options.garbageBytes) opa_heap_ptr_set(top);
  }

  #endData(): void {
    this.#dataTop = this.#exports.opa_heap_ptr_get();
    this.#dataBytes = this.memoryBytes;
    this.#inputTop = this.#dataTop;
    this.#keptTop = this.#dataTop;
    this.#kept.clear();
    this.#toKeep.clear();
    this.#keptLength = 0;
  }

  #slotOf(name: string): number {
    if (this.#slot?.name === name) return this.#slot.address;
    const address = this.#input === 0 ? undefined : memberSlot(this.#memory, this.#input, name);
    if (address === undefined) throw new SluiceError('INTERNAL', `the input has no ${name}`);
    this.#slot = { name, address };
    return address;
  }

  #parseToKeep(text: string, what: string): number {
    if (!this.#toKeep.has(text) && this.#keptLength + text.length <= MOST_KEPT) {
      this.#toKeep.add(text);
      this.#keptLength += text.length;
    }
    return this.#parse(text, what);
  }

  /** They are parsed once more, below the input that comes. */
  #keepMembers(): void {
    if (this.#toKeep.size === 0) return;
    const { opa_heap_ptr_get, opa_heap_ptr_set } = this.#exports;
    opa_heap_ptr_set(this.#keptTop);
    for (const text of this.#toKeep) this.#kept.set(text, this.#parse(text, 'member'));
    this.#toKeep.clear();
    this.#keptTop = opa_heap_ptr_get();
  }

  #parse(text: string, what: string): number {
    const { opa_malloc, opa_value_parse } = this.#exports;
    const value = opa_value_parse(...this.#memory.writeText(replaceLoneSurrogates(text), opa_malloc));
    if (value === 0) throw new SluiceError('INPUT_INVALID', `the ${what} given to the policies is not JSON`);
    return value;
  }

  // A throw leaves the memory in any state, so nothing is asked of the instance again.
  #guard<Result>(action: () => Result): Result {
    if (this.#isBroken) throw new SluiceError('INTERNAL', 'a policy instance was used after it had failed');
    this.#isBroken = true;
    try {
      const result = action();
      this.#isBroken = false;
      return result;
    } catch (error) {
      if (error instanceof SluiceError) throw error;
      throw new SluiceError('POLICY_FAILED', `the policy stopped: ${messageOf(error)}`, { cause: error });
    }
  }

  #hostFunctions(): Record<string, unknown> {
    const call = (id: number, _context: number, ...operands: number[]): number => this.#callBuiltin(id, operands);
    return {
      opa_abort: (address: number) => {
        throw new SluiceError('POLICY_FAILED', `the policy stopped: ${this.#memory.readTerminatedText(address)}`);
      },
      opa_println: () => {},
      opa_builtin0: call,
      opa_builtin1: call,
      opa_builtin2: call,
      opa_builtin3: call,
      opa_builtin4: call,
    };
  }

  // Address 0 is undefined, for this call alone.
  #callBuiltin(id: number, operands: readonly number[]): number {
    const call = this.#calls.get(id);
    if (call === undefined)
      throw new SluiceError('INTERNAL', `a policy called built-in ${id}, which it had not declared`);
    const result = call(operands.map((address) => readValue(this.#memory, address)));
    return result === undefined ? 0 : writeValue(this.#memory, this.#exports, result);
  }

  #readNumbers(address: number): ReadonlyMap<string, number> {
    const object = readValue(this.#memory, address);
    const entries = object instanceof RegoObject ? object.entries : [];
    return new Map(
      entries.flatMap(([name, id]) => (typeof name === 'string' && typeof id === 'number' ? [[name, id]] : [])),
    );
  }
}

const NOTHING_FOUND: Outcome = { kind: 'undefined' };

/** What a text takes in the heap, for objects as a cluster has them. */
const HEAP_BYTES_PER_DATA_BYTE = 10;
const PAGE_BYTES = 64 * 1024;
/** Less is grown in no time. */
const DATA_WORTH_BYTES = 1024 ** 2;

function createMemory(
  { minimumPages }: PolicyModule,
  { maximumPages, dataBytes }: Required<PolicyInstanceOptions>,
): WebAssembly.Memory {
  if (minimumPages > maximumPages) {
    const message = `the policies need ${minimumPages} pages of memory and may use ${maximumPages}; split them, or raise the limit`;
    throw new SluiceError('POLICY_INVALID', message);
  }
  const expected = dataBytes < DATA_WORTH_BYTES ? 0 : Math.ceil((dataBytes * HEAP_BYTES_PER_DATA_BYTE) / PAGE_BYTES);
  return new WebAssembly.Memory({ initial: Math.min(maximumPages, minimumPages + expected), maximum: maximumPages });
}
