import type { EnforcementPoint } from '../../src/core/model/enforcement.ts';
import { inputFault } from '../../src/core/evaluate/file-outcome.ts';
import type { Report } from '../../src/core/model/report.ts';
import type { Result } from '../../src/core/model/result.ts';
import { buildReport } from '../../src/core/report/build-report.ts';
import { counted } from '../../src/core/report/result-text.ts';
import type { JudgedPage } from '../../src/node/audit/audit-cluster.ts';
import type { AuditRun } from '../../src/node/audit/run-audit.ts';

/** A report is kept whole until it is written; who has more to say should read the reports in the cluster. */
const MOST_RESULTS = 100_000;
const POINT: EnforcementPoint = 'admission';

/** Gathers what an audit says of objects, for one report such as a check writes. */
export class AuditReport {
  readonly #results: Result[] = [];
  #dropped = 0;

  take({ judged }: JudgedPage): void {
    for (const result of judged.flatMap(({ results }) => results)) {
      if (this.#results.length < MOST_RESULTS) this.#results.push(result);
      else this.#dropped += 1;
    }
  }

  toReport({ tally, kinds, problems }: AuditRun, policySet: string, policies: number): Report {
    const outcome = {
      documents: 0,
      resources: tally.objects,
      passes: tally.passes,
      results: this.#results,
      skipped: [],
    };
    const report = buildReport({
      point: POINT,
      policySet,
      policies,
      outcomes: [{ file: '', outcome }],
      faults: [...problems, ...this.#droppedText()].map(faultOf),
      notices: [
        `judged ${counted(tally.objects, 'object')} of ${counted(kinds, 'kind')} in the cluster`,
        ...(tally.unselected === 0 ? [] : [`no policy selects ${counted(tally.unselected, 'object')} of them`]),
      ],
    });
    return { ...report, summary: { ...report.summary, files: 0 } };
  }

  #droppedText(): readonly string[] {
    return this.#dropped === 0
      ? []
      : [`there are ${this.#dropped} results more than the ${MOST_RESULTS} that one report lists; name fewer policies`];
  }
}

/** What could not be read was not judged. */
const faultOf = (message: string): Result =>
  inputFault('cluster:', { code: 'NETWORK_FAILED', message, line: 1, column: 1 });
