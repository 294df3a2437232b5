import { ASK_ENGINE, type Builtin } from '../../src/core/rego/builtins/builtin.ts';
import { REFUSED } from '../../src/core/rego/builtins/table.ts';
import { createObject, createSet } from '../../src/core/rego/collection.ts';
import { compareValues, equalValues } from '../../src/core/rego/compare.ts';
import { printTerm } from '../../src/core/rego/print-term.ts';
import { toTermText } from '../../src/core/rego/term-text.ts';
import { parseTerm } from '../../src/core/rego/parse-term.ts';
import { toJsonText } from '../../src/core/rego/to-json.ts';
import { isArray, RegoObject, RegoSet, type RegoValue } from '../../src/core/rego/value.ts';
import { PolicyBuiltins } from '../../src/node/engine/policy-builtins.ts';
import { PolicyInstance } from '../../src/node/engine/policy-instance.ts';
import { createPolicyModule } from '../../src/node/engine/policy-module.ts';
import type { RegoEngine } from '../../src/node/engine/rego-engine.ts';
import type { OpaCase } from './opa-cases.ts';

/** What OPA's evaluator says where its Wasm says it in other words: OPA's own Wasm tests map the codes the same way. */
const ABORTS: Readonly<Record<string, RegExp>> = {
  eval_conflict_error: /var assignment conflict|object insert conflict/,
};

/** Sluice refuses some built-ins. Here they are OPA's own, so that the cases with them check the rest of the way. */
const LIFTED: ReadonlyMap<string, Builtin> = new Map([...REFUSED.keys()].map((name) => [name, () => ASK_ENGINE]));

/** Why the case fails; undefined when it passes. */
export function failureOf(engine: RegoEngine, opaCase: OpaCase): string | undefined {
  const compiled = engine.compileQuery({
    query: opaCase.query,
    denyBuiltins: [],
    modules: opaCase.modules.map((text, i) => ({ path: `test-${i}.rego`, text, regoVersion: opaCase.version })),
  });
  if (compiled.wasm === undefined)
    return `does not compile: ${compiled.errors.map(({ message }) => message).join('; ')}`;
  const outcome = evaluate(engine, compiled.wasm, opaCase);
  return outcome.kind === 'rows' ? failureOfRows(opaCase, outcome.rows) : failureOfError(opaCase, outcome.message);
}

type Outcome =
  { readonly kind: 'rows'; readonly rows: RegoValue } | { readonly kind: 'error'; readonly message: string };

function evaluate(engine: RegoEngine, wasm: Uint8Array, opaCase: OpaCase): Outcome {
  try {
    const builtins = new PolicyBuiltins({
      engine: (name, args, now) => engine.callBuiltin(name, args, now),
      custom: LIFTED,
    });
    builtins.now = BigInt(Date.now()) * 1_000_000n;
    const instance = new PolicyInstance(createPolicyModule(wasm), { builtins });
    if (opaCase.data !== undefined) instance.setData(toTermText(opaCase.data));
    instance.setInput(inputText(opaCase));
    return { kind: 'rows', rows: instance.evaluateQuery() };
  } catch (error) {
    return { kind: 'error', message: error instanceof Error ? error.message : String(error) };
  }
}

// OPA's parser allows a comma after the last element; values on their way to Wasm have none.
function inputText({ input, inputTerm }: OpaCase): string | undefined {
  if (inputTerm !== undefined) return toTermText(parseTerm(inputTerm.replaceAll(/,(?=\s*[\]}])/g, '')));
  return input === undefined ? undefined : toTermText(input);
}

function failureOfRows(opaCase: OpaCase, rows: RegoValue): string | undefined {
  const got = toRows(opaCase, rows);
  const want = createSet(wantedRows(opaCase));
  const failed = !equalValues(got, want);
  if (failed) return `wants ${wanted(opaCase)}, got ${printTerm(got)}`;
  return undefined;
}

// Wasm has no strict mode for the built-ins inside it, so such an error leaves no rows.
function wantedRows({ wantResult, strictError }: OpaCase): readonly RegoValue[] {
  if (wantResult !== undefined) return wantResult;
  return strictError ? [] : ['an error'];
}

function failureOfError(opaCase: OpaCase, message: string): string | undefined {
  const expected = opaCase.strictError ? undefined : ABORTS[opaCase.wantErrorCode ?? ''];
  return expected?.test(message) === true ? undefined : `wants ${wanted(opaCase)}, stopped with: ${message}`;
}

function wanted(opaCase: OpaCase): string {
  if (opaCase.wantResult !== undefined) return printTerm(createSet(opaCase.wantResult));
  return `${opaCase.strictError ? 'no rows for ' : ''}${opaCase.wantErrorCode ?? ''} ${opaCase.wantError ?? ''}`;
}

// The rows as JSON has them: sets are sorted arrays.
function toRows({ sortBindings, ignoreGeneratedVars }: OpaCase, rows: RegoValue): RegoSet {
  const members = rows instanceof RegoSet ? rows.members : [];
  return createSet(
    members.map((row) => {
      const entries = row instanceof RegoObject ? row.entries : [];
      const kept = entries.filter(([name]) => !(ignoreGeneratedVars && isGenerated(name)));
      return createObject(kept.map(([name, value]) => [name, binding(value, sortBindings)]));
    }),
  );
}

function isGenerated(name: RegoValue): boolean {
  return typeof name === 'string' && name.startsWith('__localq');
}

function binding(value: RegoValue, sorted: boolean): RegoValue {
  const json = parseTerm(toJsonText(value));
  return sorted && json !== null && isArray(json) ? json.toSorted(compareValues) : json;
}
