import type { FailOn } from '../src/core/model/decision.ts';
import type { Report } from '../src/core/model/report.ts';
import type { FormatOptions, PolicyText, SourceLine } from '../src/core/report/format-options.ts';
import type { CheckRequest } from '../src/node/check/check-request.ts';
import { isForeignSource } from '../src/node/evaluation/source-format.ts';
import type { Format } from '../src/node/formats/format.ts';
import { sha256 } from '../src/node/digest.ts';
import { paintFor } from '../src/node/output/paint.ts';
import type { ReportOutput } from '../src/node/output/parse-outputs.ts';
import type { ShellIo } from '../src/node/output/shell-io.ts';
import { createSourceLines } from '../src/node/output/source-lines.ts';
import { writeReports } from '../src/node/output/write-reports.ts';
import { loadPolicySet } from '../src/node/policies/load-policy-set.ts';
import { sluiceVersion } from '../src/node/sluice-version.ts';

export interface CheckReportContext {
  readonly request: CheckRequest;
  readonly io: ShellIo;
  readonly failOn: FailOn;
  readonly noColor: boolean;
  /** The files on disk are what was judged; with `--staged` they may differ, and their lines would be the wrong ones to quote. */
  readonly quotesFiles: boolean;
  readonly stdin: () => Uint8Array | undefined;
}

/** Writes the reports of a check, with all that formats need besides the report. @throws SluiceError OUTPUT_FAILED */
export async function writeCheckReports(
  report: Report,
  outputs: readonly ReportOutput[],
  context: CheckReportContext,
): Promise<void> {
  const { request, io, failOn, noColor, quotesFiles, stdin } = context;
  const format: FormatOptions = {
    version: sluiceVersion(),
    failOn,
    paint: paintFor(io.stdout, io.env, noColor),
    sourceLine: quotesFiles ? manifestLines(createSourceLines(io.cwd, stdin), request.parser) : () => undefined,
    sha256,
    describePolicy: await policyTexts(request, outputs),
  };
  writeReports(report, outputs, { cwd: io.cwd, stdout: io.stdout, format });
}

/** The other formats have no positions: their first line would be quoted, which has nothing to do with it and may be a password. */
const manifestLines =
  (lines: SourceLine, parser: Format | undefined): SourceLine =>
  (file, line) =>
    isForeignSource({ path: file }, parser) ? undefined : lines(file, line);

/** Only SARIF describes its rules; for the others the policies are not read a second time. */
async function policyTexts(
  request: CheckRequest,
  outputs: readonly ReportOutput[],
): Promise<FormatOptions['describePolicy']> {
  if (!outputs.some(({ format }) => format === 'sarif')) return () => undefined;
  const { policies } = await loadPolicySet(request);
  const texts = new Map<string, PolicyText>(policies.map((policy) => [policy.name, policy]));
  return (name) => texts.get(name);
}
