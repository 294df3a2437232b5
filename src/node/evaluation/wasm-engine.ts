import type { Engine, Outcome } from '../../core/evaluate/engine.ts';
import { messageOf } from '../../core/errors.ts';
import type { InventoryTree } from '../../core/gatekeeper/inventory.ts';
import type { PolicyInstance } from '../engine/policy-instance.ts';
import { runWithin } from './run-within.ts';

/** After so many timeouts a rule is not run again: one looping policy must not cost its limit for each of 10,000 objects. */
const TIMEOUTS_BEFORE_GIVING_UP = 3;

/** Data may grow by so much before they are worth another instance. */
const GROWTH_BYTES = 1024 ** 2;

/** What policies see as `data`. */
export interface PolicyData {
  readonly json: string;
  /** In it, as `inventory`; whoever changes it says so by `refreshInventory`. */
  readonly inventory?: InventoryTree;
}

export interface WasmEngineOptions {
  /** Builds a fresh instance with these data in it: the first one, and another after every throw, timeout or memory excess. */
  readonly instantiate: (data: PolicyData) => PolicyInstance;
  readonly data: PolicyData;
  /** Milliseconds that one rule may take for one object. */
  readonly limitMs: number;
}

/**
 * The `Engine` port over compiled Wasm. An instance that stopped in the middle of anything is thrown away: nothing of it is
 * trusted again.
 */
export class WasmEngine implements Engine {
  /** Bounds each evaluation by itself. Off, the caller bounds a whole batch and comes back here only after a timeout. */
  careful = false;
  #instance: PolicyInstance | undefined;
  #input: string | undefined;
  /** What its parameters are, if they are others by now. */
  #parameters: string | undefined;
  #data: PolicyData;
  /** Length of the data that the instance was built with. */
  #roomFor = 0;
  readonly #timeouts = new Map<string, number>();
  readonly #options: WasmEngineOptions;

  constructor(options: WasmEngineOptions) {
    this.#options = options;
    this.#data = options.data;
  }

  /** Makes other data what policies see, until the next call. It takes the input away. */
  setData(json: string): void {
    this.#data = { json };
    this.#input = undefined;
    // Memory for much more than it was built for is taken at once by another instance, and page by page by this one.
    if (json.length > this.#roomFor + GROWTH_BYTES) this.discard();
    try {
      this.#instance?.setData(json);
    } catch {
      // As for an input: the first evaluation meets it again, and reports it.
      this.discard();
    }
  }

  /** Lets policies see the inventory as it is now. It takes the input away. */
  refreshInventory(): void {
    const { json, inventory } = this.#data;
    this.#input = undefined;
    try {
      if (inventory !== undefined) this.#instance?.setInventory(json, inventory);
      if (this.#instance?.isCrowded === true) this.discard();
    } catch {
      // As for other data.
      this.discard();
    }
  }

  setInput(json: string): void {
    this.#input = json;
    this.#parameters = undefined;
    try {
      this.#instance?.setInput(json);
    } catch {
      // Whatever is wrong with this input is met again, and reported, by the first evaluation against it.
      this.discard();
    }
  }

  setParameters(json: string): void {
    this.#parameters = json;
    try {
      this.#instance?.setInputMember('parameters', json);
    } catch {
      // As for an input.
      this.discard();
    }
  }

  evaluate(entrypoint: string): Outcome {
    if ((this.#timeouts.get(entrypoint) ?? 0) >= TIMEOUTS_BEFORE_GIVING_UP) return gaveUp(entrypoint);
    try {
      return this.careful ? this.#evaluateBounded(entrypoint) : this.#evaluateNow(entrypoint);
    } catch (error) {
      this.discard();
      return { kind: 'fault', code: 'POLICY_FAILED', message: `${entrypoint} stopped: ${messageOf(error)}` };
    }
  }

  /** Builds the instance now instead of at the first evaluation. @throws when the policies or the data cannot be loaded */
  prepare(): void {
    this.#current();
  }

  /** Throws the instance away; the next evaluation builds another. */
  discard(): void {
    this.#instance = undefined;
  }

  #evaluateNow(entrypoint: string): Outcome {
    const instance = this.#current();
    const outcome = instance.evaluate(entrypoint);
    if (instance.needsRecycling) this.discard();
    return outcome;
  }

  #evaluateBounded(entrypoint: string): Outcome {
    const bounded = runWithin(this.#options.limitMs, () => this.#evaluateNow(entrypoint));
    if (bounded.kind === 'done') return bounded.value;
    this.discard();
    this.#timeouts.set(entrypoint, (this.#timeouts.get(entrypoint) ?? 0) + 1);
    return timedOut(entrypoint, this.#options.limitMs);
  }

  #current(): PolicyInstance {
    if (this.#instance === undefined) {
      this.#instance = this.#options.instantiate(this.#data);
      this.#roomFor = this.#data.json.length;
      if (this.#input !== undefined) this.#instance.setInput(this.#input);
      if (this.#input !== undefined && this.#parameters !== undefined) {
        this.#instance.setInputMember('parameters', this.#parameters);
      }
    }
    return this.#instance;
  }
}

const timedOut = (entrypoint: string, limitMs: number): Outcome => ({
  kind: 'fault',
  code: 'POLICY_TIMEOUT',
  message: `${entrypoint} did not finish within ${limitMs} ms; look for a comprehension over a large product, or raise --timeout`,
});

const gaveUp = (entrypoint: string): Outcome => ({
  kind: 'fault',
  code: 'POLICY_TIMEOUT',
  message: `${entrypoint} was not run: it ran into its time limit on ${TIMEOUTS_BEFORE_GIVING_UP} earlier objects`,
});
