import { Expressions } from '../engine/expressions.ts';
import { loadRegoEngine, type RegoEngine } from '../engine/rego-engine.ts';

/** What the parts of a run share, in one thread. */
export interface VerifyTools {
  /** Loads the engine when it is asked for: it is large, and a run that finds everything compiled does without. */
  readonly engine: () => RegoEngine;
  readonly expressions: Expressions;
}

export function createVerifyTools(): VerifyTools {
  let loaded: RegoEngine | undefined;
  const engine = (): RegoEngine => (loaded ??= loadRegoEngine());
  return { engine, expressions: new Expressions(engine) };
}
