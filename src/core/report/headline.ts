import { decide, type FailOn } from '../model/decision.ts';
import type { Report } from '../model/report.ts';
import { counted } from './result-text.ts';

/** The one sentence that a reader in a hurry takes away. It holds no untrusted text. */
export function headline(report: Report, failOn: FailOn): string {
  const decision = decide(report, failOn);
  switch (decision.kind) {
    case 'allow':
      return report.summary.warn > 0 ? `allowed, with ${counted(report.summary.warn, 'warning')}` : 'allowed';
    case 'deny':
      return `denied: ${counted(decision.violations, 'violation')}`;
    case 'unknown':
      return `no verdict: ${decision.reason}; this is not a pass`;
    case 'idle':
      return 'nothing to judge';
  }
}

/** The exit code that goes with the report: 0 evaluated and allowed (or nothing to judge), 1 denied, 2 could not evaluate. */
export function exitCode(report: Report, failOn: FailOn): 0 | 1 | 2 {
  switch (decide(report, failOn).kind) {
    case 'allow':
    case 'idle':
      return 0;
    case 'deny':
      return 1;
    case 'unknown':
      return 2;
  }
}
