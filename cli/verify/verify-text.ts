import type { Paint, Tone } from '../../src/core/report/format-options.ts';
import { oneLine, visibleLines } from '../../src/core/report/safe-text.ts';
import type { PolicyFault } from '../../src/node/policies/compile-policy-set.ts';
import {
  countTests,
  type CoveredFile,
  type VerifiedTest,
  type VerifyOutcome,
  type VerifyReport,
} from '../../src/node/verify/verify-report.ts';

export interface VerifyTextOptions {
  readonly paint: Paint;
  readonly showPassed: boolean;
}

/** The report for people. Its last line is "N passed, N failed". */
export function verifyText(report: VerifyReport, { paint, showPassed }: VerifyTextOptions): string {
  const shown = report.tests.filter(({ outcome }) => outcome !== 'pass' || showPassed);
  const { passed, failed, skipped } = countTests(report);
  const lines = [
    ...report.faults.map((fault) => faultLine(fault, paint)),
    ...(report.warnings ?? []).map((warning) => `${paint('warning', 'WARN ')} ${oneLine(warning)}`),
    ...shown.flatMap((test) => testLines(test, paint)),
    ...coverageLines(report),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    `${passed} passed, ${failed} failed`,
  ];
  return `${lines.join('\n')}\n`;
}

const faultLine = ({ file, line, column, message }: PolicyFault, paint: Paint): string =>
  `${paint('error', 'ERROR')} ${oneLine(`${file}:${line}:${column}: ${message}`)}`;

const TONES: Readonly<Record<VerifyOutcome, Tone>> = { pass: 'success', fail: 'error', error: 'error', skip: 'muted' };

function testLines({ name, file, line, outcome, message, output }: VerifiedTest, paint: Paint): readonly string[] {
  const details = [...visibleLines(message ?? ''), ...visibleLines(output ?? '')].filter((text) => text !== '');
  const place = paint('muted', oneLine(`${file}:${line}`));
  return [
    `${paint(TONES[outcome], outcome.toUpperCase().padEnd(5))} ${oneLine(name)}  ${place}`,
    ...details.map((text) => `      ${text}`),
  ];
}

function coverageLines({ coverage }: VerifyReport): readonly string[] {
  if (coverage === undefined) return [];
  const files = coverage.files.filter(({ notCovered }) => notCovered.length > 0);
  return [...files.map(notCoveredLine), `coverage ${coverage.percent.toFixed(1)} %`];
}

function notCoveredLine({ file, percent, notCovered }: CoveredFile): string {
  const rows = notCovered.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
  return oneLine(`${file}: ${percent.toFixed(1)} %, not covered: ${rows.join(', ')}`);
}
