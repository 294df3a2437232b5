import type { FailOn } from '../../model/decision.ts';
import type { Report } from '../../model/report.ts';
import type { Result, Status } from '../../model/result.ts';
import { findingsOf, unlistedPasses } from '../findings.ts';
import type { FormatOptions } from '../format-options.ts';
import { groupBy } from '../group-by.ts';
import { headline } from '../headline.ts';
import { counted, fullMessage, objectText, placeText, scopeText } from '../result-text.ts';
import { safeXml, visible } from '../safe-text.ts';
import { summarizeSkipped } from '../summarize-skipped.ts';

/**
 * JUnit XML: one suite a file, one case a result. Every count is the number of cases that are really there. Checks that
 * passed without being listed are one case of the suite `sluice`, which says how many; when none passed there is no such case.
 */
export function* formatJunit(report: Report, { failOn }: FormatOptions): Generator<string, void, undefined> {
  const findings = findingsOf(report);
  const passes: readonly Outcome[] = unlistedPasses(report) > 0 ? ['passed'] : [];
  const outcomes = (results: readonly Result[]): readonly Outcome[] =>
    results.map(({ status }) => outcomeOf(status, failOn));
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="sluice" ${countAttributes([...passes, ...outcomes(findings)])}>\n`;
  yield `  <testsuite name="sluice" ${countAttributes(passes)}>\n${overview(report, failOn)}  </testsuite>\n`;
  for (const [file, results] of groupBy(findings, ({ location }) => location.file)) {
    yield `  <testsuite name="${safeXml(file)}" ${countAttributes(outcomes(results))}>\n`;
    yield* cases(results, failOn);
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

type Outcome = 'passed' | 'failed' | 'error' | 'skipped';

function outcomeOf(status: Status, failOn: FailOn): Outcome {
  switch (status) {
    case 'pass':
      return 'passed';
    case 'fail':
      return 'failed';
    case 'warn':
      return failOn === 'warn' ? 'failed' : 'passed';
    case 'error':
      return 'error';
    case 'skip':
      return 'skipped';
  }
}

function countAttributes(outcomes: readonly Outcome[]): string {
  const count = (outcome: Outcome): number => outcomes.filter((one) => one === outcome).length;
  return `tests="${outcomes.length}" failures="${count('failed')}" errors="${count('error')}" skipped="${count('skipped')}"`;
}

function overview(report: Report, failOn: FailOn): string {
  const { point, policySet, revision, summary } = report;
  const properties = { decision: headline(report, failOn), point, policySet, revision, ...summary };
  const lines = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `      <property name="${name}" value="${safeXml(String(value))}"/>\n`);
  const passes = unlistedPasses(report);
  const passed = passes > 0 ? `    <testcase classname="sluice" name="${counted(passes, 'check')} passed"/>\n` : '';
  return `    <properties>\n${lines.join('')}    </properties>\n${passed}    <system-out>${safeXml(remarks(report))}</system-out>\n`;
}

function remarks(report: Report): string {
  return [
    `evaluated ${scopeText(report.summary)}`,
    ...report.notices.map((notice) => `note: ${notice}`),
    ...summarizeSkipped(report.skipped).map((line) => `not evaluated: ${visible(line)}`),
  ].join('\n');
}

/** Cases of one name are numbered: CI systems follow a test from run to run by its name, so it holds no line. */
function* cases(results: readonly Result[], failOn: FailOn): Generator<string, void, undefined> {
  const seen = new Map<string, number>();
  for (const result of results) {
    const { policy, rule, location } = result;
    const identity = `classname="${safeXml(`${policy}.${rule}`)}" name="${safeXml(caseName(result))}`;
    const ordinal = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, ordinal);
    const attributes = `${identity}${ordinal === 1 ? '' : ` (${ordinal})`}" file="${safeXml(location.file)}" line="${location.line}"`;
    const body = caseBody(result, failOn);
    yield body === ''
      ? `    <testcase ${attributes}/>\n`
      : `    <testcase ${attributes}>\n      ${body}\n    </testcase>\n`;
  }
}

function caseName({ location, resource }: Result): string {
  return resource === undefined ? location.file : `${location.file} - ${objectText(resource)}`;
}

/** The elements inside a case; empty for a plain pass. */
function caseBody(result: Result, failOn: FailOn): string {
  const text = safeXml(`${placeText(result.location)}\n${fullMessage(result)}`);
  const message = `message="${safeXml(result.message)}"`;
  switch (result.status) {
    case 'pass':
      return '';
    case 'fail':
      return `<failure type="deny" ${message}>${text}</failure>`;
    case 'warn':
      return failOn === 'warn'
        ? `<failure type="warn" ${message}>${text}</failure>`
        : `<system-out>warning: ${text}</system-out>`;
    case 'error':
      return `<error type="${safeXml(result.rule)}" ${message}>${text}</error>`;
    case 'skip':
      return `<skipped ${message}/>`;
  }
}
