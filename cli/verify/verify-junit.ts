import { groupBy } from '../../src/core/report/group-by.ts';
import { safeXml } from '../../src/core/report/safe-text.ts';
import type { PolicyFault } from '../../src/node/policies/compile-policy-set.ts';
import type { VerifiedTest, VerifyOutcome, VerifyReport } from '../../src/node/verify/verify-report.ts';

/**
 * JUnit XML: one suite a file, one case a test. What cannot be compiled or read is an error of its file, so that no run with a
 * fault looks green.
 */
export function verifyJunit(report: VerifyReport): string {
  const cases = [...report.faults.map(faultCase), ...report.tests.map(testCase)];
  const suites = [...groupBy(cases, ({ file }) => file)].map(
    ([file, own]) =>
      `  <testsuite name="${safeXml(file)}" ${countAttributes(own)}>\n${own.map(({ xml }) => xml).join('')}  </testsuite>\n`,
  );
  const remarks = (report.warnings ?? []).map((warning) => `warning: ${warning}`).join('\n');
  const notes =
    remarks === ''
      ? ''
      : `  <testsuite name="sluice" ${countAttributes([])}>\n    <system-out>${safeXml(remarks)}</system-out>\n  </testsuite>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="sluice verify" ${countAttributes(cases)}>\n${suites.join('')}${notes}</testsuites>\n`;
}

interface Case {
  readonly file: string;
  readonly outcome: VerifyOutcome;
  readonly xml: string;
}

function faultCase({ file, line, column, message }: PolicyFault): Case {
  const text = safeXml(`${file}:${line}:${column}: ${message}`);
  const body = `<error type="fault" message="${safeXml(message)}">${text}</error>`;
  return { file, outcome: 'error', xml: caseXml({ className: 'sluice', name: `${file}:${line}`, file, line }, body) };
}

function testCase(test: VerifiedTest): Case {
  const { file, line, outcome } = test;
  return { file, outcome, xml: caseXml({ ...nameParts(test), file, line }, bodyOf(test)) };
}

/** CI systems group by class: the test of a suite, the package of a Rego test, the policy of a case. */
function nameParts({ kind, name }: VerifiedTest): { readonly className: string; readonly name: string } {
  const separator = kind === 'suite' ? '//' : kind === 'rego' ? '.' : ' ';
  const at = kind === 'suite' ? name.indexOf(separator) : name.lastIndexOf(separator);
  return at < 0 ? { className: name, name } : { className: name.slice(0, at), name: name.slice(at + separator.length) };
}

function caseXml(
  { className, name, file, line }: { className: string; name: string; file: string; line: number },
  body: string,
): string {
  const attributes = `classname="${safeXml(className)}" name="${safeXml(name)}" file="${safeXml(file)}" line="${line}"`;
  return body === ''
    ? `    <testcase ${attributes}/>\n`
    : `    <testcase ${attributes}>\n      ${body}\n    </testcase>\n`;
}

function bodyOf({ outcome, message = '', output = '', file, line }: VerifiedTest): string {
  const [first = ''] = message.split('\n');
  const text = safeXml([`${file}:${line}`, message].join('\n'));
  const printed = output === '' ? '' : `<system-out>${safeXml(output)}</system-out>`;
  switch (outcome) {
    case 'pass':
      return printed;
    case 'skip':
      return '<skipped/>';
    case 'fail':
      return `<failure message="${safeXml(first)}">${text}</failure>${printed}`;
    case 'error':
      return `<error message="${safeXml(first)}">${text}</error>${printed}`;
  }
}

function countAttributes(cases: readonly Pick<Case, 'outcome'>[]): string {
  const count = (wanted: VerifyOutcome): number => cases.filter(({ outcome }) => outcome === wanted).length;
  return `tests="${cases.length}" failures="${count('fail')}" errors="${count('error')}" skipped="${count('skip')}"`;
}
