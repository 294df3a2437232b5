import type { ErrorCode } from '../../core/errors.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { Policy } from '../../core/model/policy.ts';
import { toPolicies, type PolicyProblem } from '../../core/policies/to-policies.ts';
import type { RegoFault } from '../engine/engine-protocol.ts';
import { loadRegoEngine } from '../engine/rego-engine.ts';
import type { PolicySources } from './read-policy-sources.ts';

/** A policy that cannot run, with the place in its source. */
export interface PolicyFault {
  readonly code: ErrorCode;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** All that evaluation needs of a policy set, and all that the cache keeps of it. */
export interface CompiledPolicySet {
  readonly policies: readonly Policy[];
  readonly faults: readonly PolicyFault[];
  readonly notices: readonly string[];
  /** Empty when nothing could be compiled. */
  readonly wasm: Uint8Array;
}

/** Compiles every policy of a set into one Wasm module. Broken ones are reported and left out; the others still run. */
export function compilePolicySet({ modules, schemas }: PolicySources, data: JsonObject): CompiledPolicySet {
  const engine = loadRegoEngine();
  const inspected = engine.inspect(modules);
  const listing = toPolicies(inspected.modules, { schemas });
  const entrypoints = listing.policies.flatMap(({ rules }) => rules.map(({ entrypoint }) => entrypoint));
  const compiled = engine.compile({ modules, entrypoints, data });
  return {
    policies: withCompiledRules(listing.policies, new Set(compiled.entrypoints)),
    faults: [
      ...dedupe([...inspected.errors, ...compiled.errors]).map(regoFault),
      ...listing.problems.map(problemFault),
    ],
    notices: listing.notices,
    wasm: compiled.wasm ?? new Uint8Array(),
  };
}

/** A policy some of whose rules did not compile keeps none: half a policy would pass what the other half forbids. */
function withCompiledRules(policies: readonly Policy[], compiled: ReadonlySet<string>): readonly Policy[] {
  return policies.filter(({ rules }) => rules.every(({ entrypoint }) => compiled.has(entrypoint)));
}

/**
 * A module that does not parse is complained about by the inspector and by the compiler; a rule that is missing because of it,
 * once more for each rule.
 */
function dedupe(all: readonly RegoFault[]): readonly RegoFault[] {
  const faults = all.filter(({ code }) => code !== 'entrypoint_excluded');
  return [
    ...new Map(faults.map((fault) => [`${fault.path}:${fault.row}:${fault.col}:${fault.message}`, fault])).values(),
  ];
}

const regoFault = ({ path, row, col, code, message }: RegoFault): PolicyFault => ({
  code: 'POLICY_INVALID',
  file: path,
  line: Math.max(row, 1),
  column: Math.max(col, 1),
  message: `${message} (${code})`,
});

const problemFault = ({ file, row, message }: PolicyProblem): PolicyFault => ({
  code: 'POLICY_INVALID',
  file,
  line: row,
  column: 1,
  message,
});
