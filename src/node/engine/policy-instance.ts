import { SluiceError, messageOf } from '../../core/errors.ts';
import { lookUp } from '../../core/rego/collection.ts';
import { hasStrayBytes } from '../../core/rego/go-string.ts';
import { parseTerm } from '../../core/rego/parse-term.ts';
import { toTermText } from '../../core/rego/term-text.ts';
import { RegoObject, RegoSet, type RegoValue } from '../../core/rego/value.ts';
import type { BuiltinCall, PolicyBuiltins } from './policy-builtins.ts';
import { type PolicyExports, toPolicyExports } from './policy-exports.ts';
import { PolicyMemory } from './policy-memory.ts';
import type { PolicyModule } from './policy-module.ts';
import { replaceLoneSurrogates } from './policy-input.ts';

export interface PolicyInstanceOptions {
  readonly builtins: PolicyBuiltins;
  /** Memory that a policy may use, in pages of 64 KiB. Default: 8192, which is 512 MiB. */
  readonly maximumPages?: number;
  /** Memory never shrinks: above this many bytes `needsRecycling` turns true. Default: 64 MiB. */
  readonly watermarkBytes?: number;
  /** Garbage that evaluations leave is kept, with the regular expressions in it, up to this many bytes. Default: 4 MiB. */
  readonly garbageBytes?: number;
}

const UNDEFINED_RESULT = 'set()';

/**
 * A running policy set on OPA's Wasm ABI: data once, then input, then any number of evaluations of that input.
 *
 * The heap is a stack of four: what the module made at its start, the data, the input, and the garbage of evaluations.
 * Putting the heap pointer back to the top of one frees all above it.
 */
export class PolicyInstance {
  /** Names of the entrypoints to the numbers that `evaluate` takes. */
  readonly entrypoints: ReadonlyMap<string, number>;
  readonly #exports: PolicyExports;
  readonly #memory: PolicyMemory;
  readonly #options: Required<PolicyInstanceOptions>;
  readonly #calls: ReadonlyMap<number, BuiltinCall>;
  readonly #context: number;
  readonly #startTop: number;
  #dataTop: number;
  #inputTop: number;
  #isBroken = false;

  constructor(module: PolicyModule, options: PolicyInstanceOptions) {
    this.#options = { maximumPages: 8192, watermarkBytes: 64 * 1024 ** 2, garbageBytes: 4 * 1024 ** 2, ...options };
    const memory = createMemory(module, this.#options.maximumPages);
    this.#memory = new PolicyMemory(memory);
    const instance = new WebAssembly.Instance(module.code, { env: { memory, ...this.#hostFunctions() } });
    this.#exports = toPolicyExports(instance);
    this.entrypoints = this.#readNumbers(this.#exports.entrypoints());
    const { builtins } = this.#options;
    const names = this.#readNumbers(this.#exports.builtins());
    this.#calls = new Map([...names].map(([name, id]) => [id, builtins.bind(name)]));
    this.#context = this.#exports.opa_eval_ctx_new();
    this.#startTop = this.#exports.opa_heap_ptr_get();
    this.#dataTop = this.#startTop;
    this.#inputTop = this.#startTop;
  }

  /** Whether the memory has grown beyond the watermark, so that the instance should be replaced before the next input. */
  get needsRecycling(): boolean {
    return this.#memory.byteLength > this.#options.watermarkBytes;
  }

  /** Bytes of linear memory. */
  get memoryBytes(): number {
    return this.#memory.byteLength;
  }

  /** Makes a document what policies see as `data`. It takes the input away. */
  setData(json: string): void {
    this.#guard(() => {
      this.#exports.opa_heap_ptr_set(this.#startTop);
      this.#exports.opa_eval_ctx_set_data(this.#context, this.#parse(json, 'data'));
      this.#exports.opa_eval_ctx_set_input(this.#context, 0);
      this.#dataTop = this.#exports.opa_heap_ptr_get();
      this.#inputTop = this.#dataTop;
    });
  }

  /**
   * Makes a document what policies see as `input`, until the next call. The text is parsed once, here: JSON, or a Rego
   * term. Without a document `input` is undefined, which null, false, 0 and "" are not.
   */
  setInput(text: string | undefined): void {
    this.#guard(() => {
      this.#exports.opa_heap_ptr_set(this.#dataTop);
      const input = text === undefined ? 0 : this.#parse(text, 'input');
      this.#exports.opa_eval_ctx_set_input(this.#context, input);
      this.#inputTop = this.#exports.opa_heap_ptr_get();
    });
  }

  /** What the entrypoint says about the input; undefined when it is undefined. Throws POLICY_FAILED when the policy stops. */
  evaluate(entrypoint: number): RegoValue | undefined {
    const text = this.#evaluateToText(entrypoint);
    if (text === UNDEFINED_RESULT) return undefined;
    const results = parseTerm(text);
    const first = results instanceof RegoSet ? results.members[0] : undefined;
    return first instanceof RegoObject ? lookUp(first, 'result') : undefined;
  }

  /** The bindings of a module that was compiled from a query: a set of objects from variables to values. */
  evaluateQuery(entrypoint = 0): RegoValue {
    return parseTerm(this.#evaluateToText(entrypoint));
  }

  #evaluateToText(entrypoint: number): string {
    return this.#guard(() => {
      const { opa_heap_ptr_get, opa_heap_ptr_set } = this.#exports;
      if (opa_heap_ptr_get() - this.#inputTop > this.#options.garbageBytes) opa_heap_ptr_set(this.#inputTop);
      this.#exports.opa_eval_ctx_set_entrypoint(this.#context, entrypoint);
      this.#exports.eval(this.#context);
      return this.#memory.readText(this.#exports.opa_value_dump(this.#exports.opa_eval_ctx_get_result(this.#context)));
    });
  }

  #parse(text: string, what: string): number {
    const { opa_malloc, opa_value_parse } = this.#exports;
    const [address, length] = this.#memory.writeText(replaceLoneSurrogates(text), opa_malloc);
    const value = opa_value_parse(address, length);
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
        throw new SluiceError('POLICY_FAILED', `the policy stopped: ${this.#memory.readText(address)}`);
      },
      opa_println: () => {},
      opa_builtin0: call,
      opa_builtin1: call,
      opa_builtin2: call,
      opa_builtin3: call,
      opa_builtin4: call,
    };
  }

  #callBuiltin(id: number, addresses: readonly number[]): number {
    const call = this.#calls.get(id);
    if (call === undefined) throw new SluiceError('INTERNAL', `the policy called a built-in that it did not declare: ${id}`);
    const result = call(addresses.map((address) => this.#readValue(address)));
    return result === undefined ? 0 : this.#writeValue(result);
  }

  #readValue(address: number): RegoValue {
    return parseTerm(this.#memory.readText(this.#exports.opa_value_dump(address)));
  }

  #writeValue(value: RegoValue): number {
    const text = toTermText(value);
    if (hasStrayBytes(text)) throw new SluiceError('POLICY_FAILED', 'a built-in function returned a string that is not UTF-8');
    const [address, length] = this.#memory.writeText(text, this.#exports.opa_malloc);
    return this.#exports.opa_value_parse(address, length);
  }

  #readNumbers(address: number): ReadonlyMap<string, number> {
    const object = this.#readValue(address);
    const entries = object instanceof RegoObject ? object.entries : [];
    return new Map(entries.map(([name, id]) => [String(name), Number(id)]));
  }
}

function createMemory(module: PolicyModule, maximumPages: number): WebAssembly.Memory {
  if (module.minimumPages > maximumPages) {
    throw new SluiceError('POLICY_INVALID', `the policies need ${module.minimumPages} pages of memory; the limit is ${maximumPages}`);
  }
  return new WebAssembly.Memory({ initial: module.minimumPages, maximum: maximumPages });
}
