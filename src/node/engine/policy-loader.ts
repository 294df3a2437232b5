import type { Builtin } from '../../core/rego/builtins/builtin.ts';
import { type EngineBuiltin, PolicyBuiltins } from './policy-builtins.ts';
import { PolicyInstance } from './policy-instance.ts';
import { createPolicyModule } from './policy-module.ts';
import { loadRegoEngine, type RegoEngine } from './rego-engine.ts';

/** What a run of policies needs. Plain data, apart from the options of tests and Gatekeeper's functions. */
export interface PolicyProgram {
  /** The policy set, compiled. */
  readonly wasm: Uint8Array;
  /** What policies see as `data`, as JSON text. */
  readonly dataJson: string;
  /** The moment of the decision in nanoseconds since 1970, decimal: what `time.now_ns` says. */
  readonly nowNs: string;
  /** Errors of built-ins stop the evaluation. Default: false, the call is undefined. */
  readonly strictBuiltinErrors?: boolean;
  /** Functions beyond OPA's. Default: none. */
  readonly custom?: ReadonlyMap<string, Builtin>;
}

/** Makes fresh instances of one program. They share compiled code, answers of the engine, and the moment of the decision. */
export interface PolicyLoader {
  instantiate(): PolicyInstance;
  /** Moves the moment of the decision, for every instance. */
  setNow(nanoseconds: bigint): void;
}

/** Compiles the program's Wasm once. Throws POLICY_INVALID when it is not a policy. */
export function loadPolicyModule({ wasm, dataJson, nowNs, strictBuiltinErrors, custom }: PolicyProgram): PolicyLoader {
  const module = createPolicyModule(wasm);
  const builtins = new PolicyBuiltins({
    engine: lazyEngine(),
    ...(strictBuiltinErrors === undefined ? {} : { strict: strictBuiltinErrors }),
    ...(custom === undefined ? {} : { custom }),
  });
  builtins.now = BigInt(nowNs);
  return {
    instantiate: () => {
      const instance = new PolicyInstance(module, { builtins });
      instance.setData(dataJson);
      return instance;
    },
    setNow: (nanoseconds) => {
      builtins.now = nanoseconds;
    },
  };
}

/** OPA's built-ins from the engine, which is 39 MB and therefore loaded when the first of them is called. */
export function lazyEngine(load: () => RegoEngine = loadRegoEngine): EngineBuiltin {
  let engine: RegoEngine | undefined;
  return (name, args, now) => (engine ??= load()).callBuiltin(name, args, now);
}
