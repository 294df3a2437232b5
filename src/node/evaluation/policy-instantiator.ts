import { PolicyBuiltins } from '../engine/policy-builtins.ts';
import { PolicyInstance } from '../engine/policy-instance.ts';
import { createPolicyModule } from '../engine/policy-module.ts';
import { loadRegoEngine, type RegoEngine } from '../engine/rego-engine.ts';
import { configBuiltins, prepareConfigBuiltins } from '../formats/config-builtins.ts';
import type { EvaluationTask } from './evaluation-task.ts';
import type { PolicyData } from './wasm-engine.ts';

/** Compiles the policy set once; each call of what it gives back starts a fresh instance with the data in it. */
export function policyInstantiator({
  wasm,
  nowNs,
  configRoots,
}: Pick<EvaluationTask, 'wasm' | 'nowNs' | 'configRoots'>): (data: PolicyData) => PolicyInstance {
  const module = createPolicyModule(wasm);
  prepareConfigBuiltins(wasm);
  // The engine is 40 MB: it is loaded by the first call of a built-in that only Go has, and most policies make none.
  let engine: RegoEngine | undefined;
  const builtins = new PolicyBuiltins({
    custom: configBuiltins(configRoots),
    engine: (name, args, now) => (engine ??= loadRegoEngine()).callBuiltin(name, args, now),
  });
  builtins.now = BigInt(nowNs);
  return ({ json, inventory }) => {
    const instance = new PolicyInstance(module, { builtins, dataBytes: json.length });
    if (inventory === undefined) instance.setData(json);
    else instance.setInventory(json, inventory);
    return instance;
  };
}
