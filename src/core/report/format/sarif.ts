import { ERROR_CODES } from '../../errors.ts';
import type { Severity } from '../../model/enforcement.ts';
import type { Report } from '../../model/report.ts';
import type { Result, Status } from '../../model/result.ts';
import { createFingerprinter } from '../fingerprint.ts';
import { findingsOf } from '../findings.ts';
import type { FormatOptions, PolicyText } from '../format-options.ts';
import { exitCode, headline } from '../headline.ts';
import { objectText, ruleId } from '../result-text.ts';
import { visible, visibleLines } from '../safe-text.ts';
import { jsonItems, jsonText, type SparseJsonObject } from '../sparse-json.ts';

/** SARIF 2.1.0, for GitHub code scanning and every other reader of it. Passes are counted in the run's properties. */
export function* formatSarif(report: Report, options: FormatOptions): Generator<string, void, undefined> {
  const findings = findingsOf(report).filter(({ status }) => status !== 'pass');
  const rules = rulesOf(findings);
  const indexes = new Map([...rules.keys()].map((id, index) => [id, index]));
  const fingerprint = createFingerprinter(options.sha256);
  yield '{\n"$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n"version": "2.1.0",\n"runs": [{\n"tool": {"driver": {\n';
  yield `"name": "Sluice", "version": ${jsonText(options.version)}, "semanticVersion": ${jsonText(options.version)},\n"rules": [`;
  yield* jsonItems([...rules.values()], 'id', (first) => ruleDocument(first, options));
  yield ']\n}},\n';
  for (const [key, value] of Object.entries(runHead(report, options))) yield `${jsonText(key)}: ${jsonText(value ?? null)},\n`;
  yield '"results": [';
  yield* jsonItems(findings, 'ruleId', (result) =>
    resultDocument(result, indexes.get(ruleId(result)) ?? -1, fingerprint(result)),
  );
  yield ']\n}]\n}\n';
}

/** One result for each rule, which stands for it: the severity and the fix are the policy's, so any will do. */
function rulesOf(findings: readonly Result[]): ReadonlyMap<string, Result> {
  const rules = new Map<string, Result>();
  for (const finding of findings) {
    const id = ruleId(finding);
    if (!rules.has(id)) rules.set(id, finding);
  }
  return rules;
}

function runHead(report: Report, { failOn }: FormatOptions): SparseJsonObject {
  const { point, policySet, revision, summary } = report;
  const code = exitCode(report, failOn);
  return {
    // One category a point: a commit-time upload does not close the alerts of CI.
    automationDetails: { id: `sluice/${point}/` },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the checked tree.' } } },
    invocations: [
      {
        executionSuccessful: code !== 2,
        exitCode: code,
        exitCodeDescription: headline(report, failOn),
        toolExecutionNotifications: notifications(report, failOn, code),
      },
    ],
    properties: { point, policySet, revision, summary: { ...summary } },
  };
}

function notifications(report: Report, failOn: FormatOptions['failOn'], code: 0 | 1 | 2): readonly SparseJsonObject[] {
  const faults = code === 2 ? [{ level: 'error', message: { text: headline(report, failOn) } }] : [];
  const notices = report.notices.map((notice) => ({ level: 'note', message: { text: messageText(notice) } }));
  const skipped = report.skipped.map(({ file, reason }) => ({
    level: 'note',
    message: { text: messageText(`not evaluated: ${reason}`) },
    locations: [{ physicalLocation: { artifactLocation: artifactLocation(file) } }],
  }));
  return [...faults, ...notices, ...skipped];
}

function ruleDocument(result: Result, { describePolicy }: FormatOptions): SparseJsonObject {
  const policy = result.policy === 'sluice' ? faultText(result.rule) : describePolicy(result.policy);
  const title = policy?.title ?? ruleId(result);
  const description = policy?.description ?? title;
  const fix = policy?.fix ?? result.fix;
  const help = fix === undefined ? description : `${description}\n\nFix: ${fix}`;
  return {
    id: visible(ruleId(result)),
    name: visible(result.policy),
    shortDescription: { text: messageText(title) },
    fullDescription: { text: messageText(description) },
    help: { text: messageText(help) },
    defaultConfiguration: { level: LEVEL_OF_SEVERITY[result.severity] },
    properties: ruleProperties(result),
  };
}

/** A fault of the input is no weakness of what was checked, so it gets no security severity. */
function ruleProperties({ policy, severity }: Result): SparseJsonObject {
  if (policy === 'sluice') return { tags: ['policy'], precision: 'very-high' };
  return { tags: ['policy', 'security'], precision: 'high', 'security-severity': SECURITY_SEVERITY[severity] };
}

function faultText(code: string): PolicyText | undefined {
  const entry = Object.entries(ERROR_CODES).find(([name]) => name === code);
  return entry === undefined ? undefined : { title: code, description: entry[1] };
}

function resultDocument(result: Result, ruleIndex: number, fingerprint: string): SparseJsonObject {
  const { status, severity, constraint, message, fix, resource, location, verdictId } = result;
  const text = fix === undefined ? message : `${message}\nFix: ${fix}`;
  return {
    ruleId: visible(ruleId(result)),
    ruleIndex,
    level: LEVEL[status],
    message: { text: messageText(text) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifactLocation(location.file),
          region: { startLine: atLeastOne(location.line), startColumn: atLeastOne(location.column) },
        },
        logicalLocations:
          resource === undefined ? undefined : [{ fullyQualifiedName: visible(objectText(resource)), kind: 'resource' }],
      },
    ],
    partialFingerprints: { primaryLocationLineHash: `${fingerprint.slice(0, 16)}:1`, 'verdictId/v1': verdictId },
    suppressions: status === 'skip' ? [{ kind: 'external', status: 'accepted', justification: messageText(message) }] : undefined,
    properties: { status, severity, constraint },
  };
}

const LEVEL = { pass: 'none', fail: 'error', warn: 'warning', error: 'error', skip: 'note' } as const satisfies Readonly<
  Record<Status, string>
>;

const LEVEL_OF_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** The middle of GitHub's bands; it has none for what is only information. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string | undefined>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
  info: undefined,
};

/** Readers turn `[text](target)` of a message into a link; no message gets to choose where ours lead. */
function messageText(text: string): string {
  return visibleLines(text).join('\n').replaceAll('](', '] (');
}

/** Escaped segment by segment: a `:` in the first would read as a scheme, and `%`, `#` and `?` mean something in a URI. */
function artifactLocation(file: string): SparseJsonObject {
  const uri = file.replace(/\p{Cs}/gu, '\ufffd').split('/').map(encodeURIComponent).join('/');
  return { uri, uriBaseId: '%SRCROOT%' };
}

/** SARIF counts from 1, and readers refuse a file over one 0. */
function atLeastOne(position: number): number {
  return Math.max(1, Math.trunc(position) || 1);
}
