import type { FailOn } from '../../model/decision.ts';
import type { Report } from '../../model/report.ts';
import type { Result } from '../../model/result.ts';
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
  const suites = [...groupBy(findingsOf(report), ({ location }) => location.file)].map(([file, results]) =>
    fileSuite(file, results, failOn),
  );
  const passes = passesCase(report);
  const overview = { name: 'sluice', cases: passes === undefined ? [] : [passes] };
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="sluice" ${countAttributes([overview, ...suites].flatMap(({ cases }) => cases))}>\n`;
  yield* suiteText(overview, overviewHead(report, failOn), overviewTail(report));
  for (const suite of suites) yield* suiteText(suite, '', '');
  yield '</testsuites>\n';
}

type Outcome = 'passed' | 'failed' | 'error' | 'skipped';

interface Case {
  readonly outcome: Outcome;
  readonly attributes: string;
  /** The elements inside; empty for a plain pass. */
  readonly body: string;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

function* suiteText({ name, cases }: Suite, head: string, tail: string): Generator<string, void, undefined> {
  yield `  <testsuite name="${safeXml(name)}" ${countAttributes(cases)}>\n${head}`;
  for (const { attributes, body } of cases) {
    yield body === ''
      ? `    <testcase ${attributes}/>\n`
      : `    <testcase ${attributes}>\n      ${body}\n    </testcase>\n`;
  }
  yield `${tail}  </testsuite>\n`;
}

function countAttributes(cases: readonly Case[]): string {
  const count = (outcome: Outcome): number => cases.filter((one) => one.outcome === outcome).length;
  return `tests="${cases.length}" failures="${count('failed')}" errors="${count('error')}" skipped="${count('skipped')}"`;
}

function passesCase(report: Report): Case | undefined {
  const count = unlistedPasses(report);
  if (count === 0) return undefined;
  return { outcome: 'passed', attributes: `classname="sluice" name="${counted(count, 'check')} passed"`, body: '' };
}

function overviewHead(report: Report, failOn: FailOn): string {
  const { point, policySet, revision, summary } = report;
  const properties = { decision: headline(report, failOn), point, policySet, revision, ...summary };
  const lines = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `      <property name="${name}" value="${safeXml(String(value))}"/>\n`);
  return `    <properties>\n${lines.join('')}    </properties>\n`;
}

function overviewTail(report: Report): string {
  const skipped = summarizeSkipped(report.skipped).map((line) => `not evaluated: ${visible(line)}`);
  const lines = [
    `evaluated ${scopeText(report.summary)}`,
    ...report.notices.map((notice) => `note: ${notice}`),
    ...skipped,
  ];
  return `    <system-out>${safeXml(lines.join('\n'))}</system-out>\n`;
}

/** Cases of one name are numbered: CI systems follow a test from run to run by its name, so it holds no line. */
function fileSuite(file: string, results: readonly Result[], failOn: FailOn): Suite {
  const seen = new Map<string, number>();
  const cases = results.map((result) => {
    const name = caseName(result);
    const ordinal = (seen.get(`${result.policy} ${result.rule} ${name}`) ?? 0) + 1;
    seen.set(`${result.policy} ${result.rule} ${name}`, ordinal);
    return toCase(result, ordinal === 1 ? name : `${name} (${ordinal})`, failOn);
  });
  return { name: file, cases };
}

function caseName({ location, resource }: Result): string {
  return resource === undefined ? location.file : `${location.file} - ${objectText(resource)}`;
}

function toCase(result: Result, name: string, failOn: FailOn): Case {
  const { policy, rule, location } = result;
  const attributes =
    `classname="${safeXml(`${policy}.${rule}`)}" name="${safeXml(name)}" ` +
    `file="${safeXml(location.file)}" line="${location.line}"`;
  return { attributes, ...toBody(result, failOn) };
}

function toBody(result: Result, failOn: FailOn): Pick<Case, 'outcome' | 'body'> {
  const text = safeXml(`${placeText(result.location)}\n${fullMessage(result)}`);
  const message = `message="${safeXml(result.message)}"`;
  switch (result.status) {
    case 'pass':
      return { outcome: 'passed', body: '' };
    case 'fail':
      return { outcome: 'failed', body: `<failure type="deny" ${message}>${text}</failure>` };
    case 'warn':
      return failOn === 'warn'
        ? { outcome: 'failed', body: `<failure type="warn" ${message}>${text}</failure>` }
        : { outcome: 'passed', body: `<system-out>warning: ${text}</system-out>` };
    case 'error':
      return { outcome: 'error', body: `<error type="${safeXml(result.rule)}" ${message}>${text}</error>` };
    case 'skip':
      return { outcome: 'skipped', body: `<skipped ${message}/>` };
  }
}
