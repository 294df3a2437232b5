import type { PolicyFault } from '../policies/compile-policy-set.ts';

/** What came of one test. `error` is a test that could not say: it counts as failed. */
export type VerifyOutcome = 'pass' | 'fail' | 'error' | 'skip';

/** One test: a Rego rule whose name begins with `test_`, a file below `cases/allow` or `cases/deny`, or a case of a Gatekeeper suite. */
export interface VerifiedTest {
  readonly kind: 'rego' | 'case' | 'suite';
  /** `policies.labels_test.test_denies`, `no-host-paths denies`, or `required-labels//missing-label`. */
  readonly name: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly outcome: VerifyOutcome;
  /** Why it did not pass; several lines at most. */
  readonly message?: string;
  /** What `print` printed. */
  readonly output?: string;
}

/** Lines of a policy that no test ran, first and last of each stretch. */
export interface CoveredFile {
  readonly file: string;
  readonly percent: number;
  readonly notCovered: readonly (readonly [first: number, last: number])[];
}

export interface VerifyReport {
  readonly tests: readonly VerifiedTest[];
  /** Policies that do not compile, and suites that cannot be read: their tests did not run, so the run cannot succeed. */
  readonly faults: readonly PolicyFault[];
  /** What decides nothing and a person should know, each with its place. */
  readonly warnings?: readonly string[];
  readonly coverage?: { readonly percent: number; readonly files: readonly CoveredFile[] };
}

export interface VerifyCounts {
  readonly passed: number;
  /** Tests that failed or could not say, and policies that do not compile. */
  readonly failed: number;
  readonly skipped: number;
}

export function countTests({ tests, faults }: VerifyReport): VerifyCounts {
  const count = (...outcomes: readonly VerifyOutcome[]): number =>
    tests.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return { passed: count('pass'), failed: count('fail', 'error') + faults.length, skipped: count('skip') };
}
