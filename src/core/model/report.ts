import type { EnforcementPoint } from './enforcement.ts';
import type { Result } from './result.ts';

/** What was looked at and what came of it. `policies` counts those that ran. */
export interface Summary {
  readonly files: number;
  readonly documents: number;
  readonly resources: number;
  readonly policies: number;
  readonly pass: number;
  readonly fail: number;
  readonly warn: number;
  readonly error: number;
  readonly skip: number;
}

/** Something that was not evaluated, and why. */
export interface Skipped {
  readonly file: string;
  readonly reason: string;
}

/** What every run ends in, at every point. Passes are counted, and listed only when asked for. */
export interface Report {
  readonly apiVersion: 'sluice.dev/v1alpha1';
  readonly kind: 'Report';
  readonly point: EnforcementPoint;
  /** Digest of the policy set that decided: sources, constraints, data, engine. */
  readonly policySet: string;
  readonly revision?: string;
  readonly summary: Summary;
  readonly results: readonly Result[];
  readonly skipped: readonly Skipped[];
  /** Things a person should know that decide nothing: expired waivers, a policy that only admission can judge. */
  readonly notices: readonly string[];
  /** Why it is in order that no rule was asked about anything: a commit that touches no manifest. Else that is no verdict. */
  readonly idle?: string;
}

export const EMPTY_SUMMARY: Summary = {
  files: 0,
  documents: 0,
  resources: 0,
  policies: 0,
  pass: 0,
  fail: 0,
  warn: 0,
  error: 0,
  skip: 0,
};

/** Adds two summaries of disjoint work. `policies` is not additive and keeps the larger. */
export function addSummaries(a: Summary, b: Summary): Summary {
  return {
    files: a.files + b.files,
    documents: a.documents + b.documents,
    resources: a.resources + b.resources,
    policies: Math.max(a.policies, b.policies),
    pass: a.pass + b.pass,
    fail: a.fail + b.fail,
    warn: a.warn + b.warn,
    error: a.error + b.error,
    skip: a.skip + b.skip,
  };
}
