import type { Report } from '../../model/report.ts';
import type { Result, Status } from '../../model/result.ts';
import { createFingerprinter } from '../fingerprint.ts';
import { findingsOf } from '../findings.ts';
import type { FormatOptions } from '../format-options.ts';
import { exitCode, headline } from '../headline.ts';
import { objectText, ruleId } from '../result-text.ts';
import { visible } from '../safe-text.ts';
import { messageText, ruleDocument } from '../sarif-rule.ts';
import { jsonItems, jsonText, type SparseJsonObject } from '../sparse-json.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** SARIF 2.1.0, for GitHub code scanning and every other reader of it. Passes are counted in the run's properties. */
export function* formatSarif(report: Report, options: FormatOptions): Generator<string, void, undefined> {
  const findings = findingsOf(report).filter(({ status }) => status !== 'pass');
  const rules = rulesOf(findings);
  const indexes = new Map([...rules.keys()].map((id, index) => [id, index]));
  const fingerprint = createFingerprinter(options.sha256);
  const version = jsonText(options.version);
  yield `{\n"$schema": "${SCHEMA}",\n"version": "2.1.0",\n"runs": [{\n`;
  yield `"tool": {"driver": {\n"name": "Sluice", "version": ${version}, "semanticVersion": ${version},\n"rules": [`;
  yield* jsonItems([...rules.values()], 'id', (first) => ruleDocument(first, options));
  yield ']\n}},\n';
  for (const [key, value] of Object.entries(runHead(report, options))) {
    yield `${jsonText(key)}: ${jsonText(value ?? null)},\n`;
  }
  yield '"results": [';
  yield* jsonItems(findings, 'ruleId', (result) =>
    resultDocument(result, indexes.get(ruleId(result)) ?? -1, fingerprint(result)),
  );
  yield ']\n}]\n}\n';
}

/** The rules that occur, each with one of its results. */
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
          resource === undefined
            ? undefined
            : [{ fullyQualifiedName: visible(objectText(resource)), kind: 'resource' }],
      },
    ],
    partialFingerprints: { primaryLocationLineHash: `${fingerprint.slice(0, 16)}:1`, 'verdictId/v1': verdictId },
    suppressions:
      status === 'skip' ? [{ kind: 'external', status: 'accepted', justification: messageText(message) }] : undefined,
    properties: { status, severity, constraint },
  };
}

const LEVEL = {
  pass: 'none',
  fail: 'error',
  warn: 'warning',
  error: 'error',
  skip: 'note',
} as const satisfies Readonly<Record<Status, string>>;

/** Escaped segment by segment: a `:` in the first would read as a scheme, and `%`, `#` and `?` mean something in a URI. */
function artifactLocation(file: string): SparseJsonObject {
  const uri = file
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return { uri, uriBaseId: '%SRCROOT%' };
}

/** SARIF counts from 1, and readers refuse a file over one 0. */
function atLeastOne(position: number): number {
  return Math.max(1, Math.trunc(position) || 1);
}
