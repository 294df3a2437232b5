import type { ErrorCode } from '../../../core/errors.ts';
import type { SuiteCandidate } from './read-suites.ts';
import type { SuitesReport, SuitesRequest } from './run-suites.ts';

/** What a thread that runs suites is started with. */
export interface SuitesOrder {
  readonly candidates: readonly SuiteCandidate[];
  readonly request: Omit<SuitesRequest, 'onNotice'>;
}

/** The one thing that it says. `failed`: nothing can be said of the suites. */
export type SuitesReply =
  | { readonly kind: 'done'; readonly report: SuitesReport; readonly notices: readonly string[] }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string };
