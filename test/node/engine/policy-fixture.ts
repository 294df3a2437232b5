import { PolicyBuiltins, type PolicyBuiltinsOptions } from '../../../src/node/engine/policy-builtins.ts';
import { PolicyInstance, type PolicyInstanceOptions } from '../../../src/node/engine/policy-instance.ts';
import { createPolicyModule } from '../../../src/node/engine/policy-module.ts';
import { loadRegoEngine, type RegoEngine } from '../../../src/node/engine/rego-engine.ts';

let engine: RegoEngine | undefined;

// One for all tests of a file: loading it costs more than most of them.
function sharedEngine(): RegoEngine {
  return (engine ??= loadRegoEngine());
}

/** The Wasm of one Rego v1 module with a package `t`; each name is a rule of it. */
export function compileRego(text: string, rules: readonly string[]): Uint8Array {
  const modules = [{ path: 'pölicy.rego', text: `package t\n\n${text}\n`, regoVersion: 'v1' } as const];
  const entrypoints = rules.map((rule) => `t/${rule}`);
  const { wasm, errors } = sharedEngine().compile({ modules, entrypoints, denyBuiltins: [] });
  if (wasm === undefined || errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return wasm;
}

/** Built-ins with OPA's own behind them. */
export function createBuiltins(options: Partial<PolicyBuiltinsOptions> = {}): PolicyBuiltins {
  const builtins = new PolicyBuiltins({
    engine: (name, args, now) => sharedEngine().callBuiltin(name, args, now),
    ...options,
  });
  builtins.now = 0n;
  return builtins;
}

/** A running instance of one module with the rule `x`. */
export function run(text: string, options: Partial<PolicyInstanceOptions> = {}): PolicyInstance {
  return new PolicyInstance(createPolicyModule(compileRego(text, ['x'])), { builtins: createBuiltins(), ...options });
}
