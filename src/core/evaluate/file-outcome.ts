import type { AcceptanceUse } from '../secrets/acceptances/acceptance-use.ts';
import type { Result } from '../model/result.ts';

/** What came of one file. `skipped` gives a reason for each document that no rule was asked about. */
export interface FileOutcome {
  readonly documents: number;
  readonly resources: number;
  readonly passes: number;
  readonly results: readonly Result[];
  readonly skipped: readonly string[];
  /** What letting findings stay needed; absent when it needed nothing. */
  readonly acceptanceUse?: AcceptanceUse;
  /** It depends on other files, too. */
  readonly readsOthers?: true;
}

/** A report line for input that cannot be read. It names the place and never quotes the content. */
export function inputFault(
  file: string,
  fault: { readonly code: string; readonly message: string; readonly line: number; readonly column: number },
): Result {
  return {
    status: 'error',
    policy: 'sluice',
    rule: fault.code,
    severity: 'high',
    message: fault.message,
    location: { file, line: fault.line, column: fault.column },
  };
}

/** The outcome of a source that could not be read at all. */
export function faultOutcome(file: string, code: string, message: string): FileOutcome {
  const fault = inputFault(file, { code, message, line: 1, column: 1 });
  return { documents: 0, resources: 0, passes: 0, results: [fault], skipped: [] };
}
