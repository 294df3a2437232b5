import type { Decision } from '../src/core/model/decision.ts';

/**
 * What the exit code of every command means, whatever the flags. `docs/exit-codes.md` is kept equal to this by a test.
 * Ctrl-C ends sluice by its signal, which shells show as 130.
 */
export const EXIT = {
  /** Evaluated and allowed; for `--staged`, also when nothing staged is judged by any policy; for a command that evaluates nothing: done. */
  allowed: 0,
  /** Evaluated, with violations at or above the threshold; for `verify`: a test failed. */
  violations: 1,
  /** Could not evaluate: usage, configuration, a policy or input in error, or nothing evaluated. Never a pass. */
  notEvaluated: 2,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code that says what was decided. */
export function exitCodeOf(decision: Decision): ExitCode {
  switch (decision.kind) {
    case 'allow':
    case 'idle':
      return EXIT.allowed;
    case 'deny':
      return EXIT.violations;
    case 'unknown':
      return EXIT.notEvaluated;
  }
}
