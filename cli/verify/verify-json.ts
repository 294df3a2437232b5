import { safeJson } from '../../src/core/report/safe-text.ts';
import { countTests, type VerifiedTest, type VerifyReport } from '../../src/node/verify/verify-report.ts';

/** The whole report as a JSON object; the tests that passed are in it. */
export function verifyJson(report: VerifyReport): string {
  const { faults, warnings = [], tests, coverage } = report;
  const document = {
    apiVersion: 'sluice.dev/v1alpha1',
    kind: 'VerifyReport',
    summary: countTests(report),
    tests: tests.map(toDocument),
    faults: faults.map(({ file, line, column, message }) => ({ file, line, column, message })),
    warnings,
    ...(coverage === undefined ? {} : { coverage }),
  };
  return `${safeJson(JSON.stringify(document))}\n`;
}

const toDocument = ({ kind, outcome, name, file, line, message, output }: VerifiedTest): object => ({
  kind,
  outcome,
  name,
  file,
  line,
  message,
  output,
});
