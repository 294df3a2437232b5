import type { EnforcementAction, EnforcementPoint } from './enforcement.ts';
import type { JsonObject } from './json.ts';
import type { Match } from './match.ts';

/** A policy applied: to which objects, with which parameters, and what a violation does at each point. */
export interface Constraint {
  readonly name: string;
  readonly policy: string;
  readonly match: Match;
  readonly parameters: JsonObject;
  readonly enforcementAction: EnforcementAction;
  /** Overrides `enforcementAction` at single points. */
  readonly pointActions: Readonly<Partial<Record<EnforcementPoint, EnforcementAction>>>;
  readonly points: readonly EnforcementPoint[];
}

/** An accepted deviation. It needs an owner, a reason and an end: an expired waiver no longer holds and is reported. */
export interface Waiver {
  readonly policy: string;
  readonly match: Match;
  readonly reason: string;
  readonly owner: string;
  /** Last day on which it holds, `YYYY-MM-DD` in UTC. */
  readonly expires: string;
}
