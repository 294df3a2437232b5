import { messageOf, SluiceError } from '../../../core/errors.ts';
import type { JsonObject } from '../../../core/model/json.ts';
import type { RegoValue } from '../../../core/rego/value.ts';
import { PolicyBuiltins } from '../../engine/policy-builtins.ts';
import { PolicyInstance } from '../../engine/policy-instance.ts';
import { createPolicyModule, type PolicyModule as WasmModule } from '../../engine/policy-module.ts';
import type { RegoEngine } from '../../engine/rego-engine.ts';
import { toRegoModules, type SuiteTemplate } from './suite-template.ts';

/** What a template said. */
export type Evaluated =
  | { readonly kind: 'value'; readonly value: RegoValue | undefined }
  /** The template is at fault: OPA stops, too, with this message. */
  | { readonly kind: 'stopped'; readonly message: string }
  /** OPA does not stop, so nobody knows what it would say: memory ran out, or the input could not be taken. */
  | { readonly kind: 'failed'; readonly message: string };

export interface TemplateEngineOptions {
  readonly wasm: Uint8Array;
  readonly engine: () => RegoEngine;
  /** Decision timestamp in nanoseconds. */
  readonly now: bigint;
}

/** The compiled templates of all suites in one instance. An instance that stopped is thrown away. */
export class TemplateEngine {
  readonly #module: WasmModule;
  readonly #builtins: PolicyBuiltins;
  readonly #engine: () => RegoEngine;
  #instance: PolicyInstance | undefined;
  #data = '';

  constructor({ wasm, engine, now }: TemplateEngineOptions) {
    this.#module = createPolicyModule(wasm);
    this.#engine = engine;
    this.#builtins = new PolicyBuiltins({ engine: (name, args, at) => engine().callBuiltin(name, args, at) });
    this.#builtins.now = now;
  }

  /** What the rule `violation` of a template says. `data` and `input` are JSON text. */
  evaluate(template: SuiteTemplate, data: string, input: string): Evaluated {
    try {
      return { kind: 'value', value: this.#evaluate(template.entrypoint, data, input) };
    } catch (error) {
      this.discard();
      if (!(error instanceof SluiceError) || error.code === 'INTERNAL') throw error;
      const message = error.code === 'POLICY_FAILED' ? this.#explainSafely(template, data, input) : undefined;
      return message === undefined ? { kind: 'failed', message: messageOf(error) } : { kind: 'stopped', message };
    }
  }

  /** Throws the instance away, as must be done when it was stopped from outside. */
  discard(): void {
    this.#instance = undefined;
  }

  #evaluate(entrypoint: string, data: string, input: string): RegoValue | undefined {
    const instance = this.#withData(data);
    const number = instance.entrypoints.get(entrypoint);
    if (number === undefined) throw new SluiceError('INTERNAL', `the compiled suites have no ${entrypoint}`);
    instance.setInput(input);
    const value = instance.evaluateTerm(number);
    if (instance.needsRecycling) this.discard();
    return value;
  }

  /** Most cases have no inventory, and most of those follow one that has none either. */
  #withData(data: string): PolicyInstance {
    const instance = this.#instance ?? new PolicyInstance(this.#module, { builtins: this.#builtins });
    if (this.#instance === undefined || this.#data !== data) instance.setData(data);
    this.#instance = instance;
    this.#data = data;
    return instance;
  }

  /** What exhausts the memory of the templates may exhaust the engine's. */
  #explainSafely(template: SuiteTemplate, data: string, input: string): string | undefined {
    try {
      return this.#explain(template, data, input);
    } catch (error) {
      if (error instanceof SluiceError && error.code !== 'INTERNAL') return undefined;
      throw error;
    }
  }

  /** OPA's own words for what stops an evaluation, with the row in the template: a violation shows them. */
  #explain(template: SuiteTemplate, data: string, input: string): string | undefined {
    const toObject = (text: string): JsonObject => JSON.parse(text);
    const { errors } = this.#engine().evaluate({
      modules: toRegoModules(template),
      query: `data.gatekeeper.template.${template.compileName}.violation`,
      data: toObject(data),
      input: toObject(input),
      nowNs: String(this.#builtins.now ?? 0n),
    });
    const [error] = errors;
    if (error === undefined) return undefined;
    const place = error.path.endsWith('#0') ? 'template' : error.path.replace(/^.*#/, 'lib ');
    return `${place}:${error.row}: ${error.code}: ${error.message}`;
  }
}
