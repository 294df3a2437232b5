import type { ErrorCode } from '../errors.ts';
import type { JsonValue } from '../model/json.ts';

/** What one entrypoint said. A `fault` belongs to that one question: the engine stays usable for the next. */
export type Outcome =
  | { readonly kind: 'value'; readonly value: JsonValue }
  /** No rule body held, or the result is an empty set. */
  | { readonly kind: 'undefined' }
  | { readonly kind: 'fault'; readonly code: ErrorCode; readonly message: string };

/**
 * Port to a compiled policy set. Equal input gives equal outcomes. It never throws for what a policy does: a policy that
 * stops, loops or exhausts memory is a `fault`.
 */
export interface Engine {
  /** Makes `json` the input of the evaluations that follow. It is parsed once. */
  setInput(json: string): void;
  /** Replaces the `parameters` of the input, which it must have. The rest is not parsed again: a review is asked many things. */
  setParameters(json: string): void;
  /** Evaluates one rule, named as in `PolicyRule.entrypoint`. An entrypoint that the set does not have is a fault. */
  evaluate(entrypoint: string): Outcome;
}
