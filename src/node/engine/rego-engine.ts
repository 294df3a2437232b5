import { SluiceError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { defaultEnginePath } from './engine-artefact.ts';
import { EngineInstance } from './engine-instance.ts';
import { loadEngineModule } from './engine-module.ts';
import type * as protocol from './engine-protocol.ts';
import * as replies from './engine-replies.ts';

/** OPA, compiled to WebAssembly, behind synchronous functions. Faults of policies are data; a throw is a fault of the engine or its use. */
export interface RegoEngine {
  version(): protocol.EngineVersion;
  /** All that compiles, as one Wasm module. A broken module never takes the others down. */
  compile(request: protocol.CompileRequest): protocol.CompileResult;
  /** A Wasm module whose only entrypoint is the query. */
  compileQuery(request: protocol.CompileQueryRequest): protocol.CompileQueryResult;
  inspect(modules: readonly protocol.RegoModule[]): protocol.InspectResult;
  /** `args` is the text of a Rego array. `nowNs` is the decision timestamp in nanoseconds, decimal; absent: the clock. */
  callBuiltin(name: string, args: string, nowNs?: string): protocol.BuiltinResult;
  /** OPA's own evaluator. */
  evaluate(request: protocol.EvaluateRequest): protocol.EvaluateResult;
  /** Linear memory of the current instance. */
  readonly memoryBytes: number;
}

export interface RegoEngineOptions {
  /** The artefact. Default: dist/engine/engine.wasm of this package. */
  readonly path?: string;
  /** Longest request in characters. Default: 256 Mi. */
  readonly maxRequestLength?: number;
  /** Memory never shrinks: an instance above this many bytes is replaced before the next call. Default: 512 MiB. */
  readonly memoryWatermark?: number;
}

/** Reads, compiles and starts the engine. Throws ENGINE_MISSING when the artefact is not there. */
export function loadRegoEngine(options: RegoEngineOptions = {}): RegoEngine {
  const module = loadEngineModule(options.path ?? defaultEnginePath());
  return new WasmRegoEngine(module, options.maxRequestLength ?? 256 * 1024 ** 2, options.memoryWatermark ?? 512 * 1024 ** 2);
}

class WasmRegoEngine implements RegoEngine {
  readonly #module: WebAssembly.Module;
  readonly #maxRequestLength: number;
  readonly #memoryWatermark: number;
  #instance: EngineInstance | undefined;

  constructor(module: WebAssembly.Module, maxRequestLength: number, memoryWatermark: number) {
    this.#module = module;
    this.#maxRequestLength = maxRequestLength;
    this.#memoryWatermark = memoryWatermark;
    this.#instance = new EngineInstance(module);
  }

  get memoryBytes(): number {
    return this.#instance?.memoryBytes ?? 0;
  }

  version(): protocol.EngineVersion {
    return replies.toVersion(this.#call('version', {}));
  }

  compile(request: protocol.CompileRequest): protocol.CompileResult {
    return replies.toCompileResult(this.#call('compile', request));
  }

  compileQuery(request: protocol.CompileQueryRequest): protocol.CompileQueryResult {
    return replies.toCompileQueryResult(this.#call('compileQuery', request));
  }

  inspect(modules: readonly protocol.RegoModule[]): protocol.InspectResult {
    return replies.toInspectResult(this.#call('inspect', { modules }));
  }

  callBuiltin(name: string, args: string, nowNs?: string): protocol.BuiltinResult {
    return replies.toBuiltinResult(this.#call('builtin', { name, args, ...(nowNs === undefined ? {} : { nowNs }) }, nowNs));
  }

  evaluate(request: protocol.EvaluateRequest): protocol.EvaluateResult {
    return replies.toEvaluateResult(this.#call('evaluate', request, request.nowNs));
  }

  #call(op: string, request: object, nowNs?: string): JsonObject {
    const text = JSON.stringify({ op, ...request });
    if (text.length > this.#maxRequestLength) {
      throw new SluiceError('INPUT_TOO_LARGE', `the engine's ${op} was asked about ${text.length} characters; the limit is ${this.#maxRequestLength}`);
    }
    const instance = (this.#instance ??= new EngineInstance(this.#module));
    // Unless the call returns, the instance is gone: nothing of a stopped Go runtime is trusted again.
    this.#instance = undefined;
    const reply = instance.call(text, nowNs === undefined ? undefined : BigInt(nowNs));
    if (instance.memoryBytes <= this.#memoryWatermark) this.#instance = instance;
    return replies.parseReply(op, reply);
  }
}
