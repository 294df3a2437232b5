import type { FailOn } from '../../src/core/model/decision.ts';
import type { Report } from '../../src/core/model/report.ts';
import type { Constraint } from '../../src/core/model/constraint.ts';
import type { Policy } from '../../src/core/model/policy.ts';
import type { FormatOptions, OutputSchema, PolicyText, SourceLine } from '../../src/core/report/format-options.ts';
import type { SparseJsonObject } from '../../src/core/report/sparse-json.ts';
import { isForeignSource } from '../../src/node/evaluation/source-format.ts';
import type { Format } from '../../src/node/formats/format.ts';
import { sha256 } from '../../src/node/digest.ts';
import { paintFor } from '../../src/node/output/paint.ts';
import type { ReportOutput } from '../../src/node/output/parse-outputs.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import { createSourceLines } from '../../src/node/output/source-lines.ts';
import { writeReports } from '../../src/node/output/write-reports.ts';
import { sluiceVersion } from '../../src/node/sluice-version.ts';

export interface CheckReportContext {
  readonly parser: Format | undefined;
  /** What judged. */
  readonly policySet: PolicyTexts | undefined;
  readonly io: ShellIo;
  readonly failOn: FailOn;
  readonly noColor: boolean;
  /** The files on disk are what was judged; with `--staged` they may differ, and their lines would be the wrong ones to quote. */
  readonly quotesFiles: boolean;
  readonly stdin: () => Uint8Array | undefined;
  readonly outputSchema: OutputSchema;
  /** Passes are for whoever asked for them: `--show-passed`. */
  readonly listsPasses: boolean;
}

/** Writes the reports of a check, with all that formats need besides the report. @throws SluiceError OUTPUT_FAILED */
export function writeCheckReports(report: Report, outputs: readonly ReportOutput[], context: CheckReportContext): void {
  const { parser, policySet, io, failOn, noColor, quotesFiles, stdin, outputSchema } = context;
  const format: FormatOptions = {
    version: sluiceVersion(),
    failOn,
    paint: paintFor(io.stdout, io.env, noColor),
    sourceLine: quotesFiles
      ? withoutFindings(report, manifestLines(createSourceLines(io.cwd, stdin), parser))
      : () => undefined,
    sha256,
    ...describer(policySet ?? NO_POLICIES),
    outputSchema,
  };
  const select = (whole: Report, output: ReportOutput): Report => reportFor(whole, output, context);
  writeReports(report, outputs, { cwd: io.cwd, stdout: io.stdout, format, select });
}

/** The other formats have no positions: their first line would be quoted, which has nothing to do with it and may be a password. */
const manifestLines =
  (lines: SourceLine, parser: Format | undefined): SourceLine =>
  (file, line) =>
    isForeignSource({ path: file }, parser) ? undefined : lines(file, line);

/** A line that holds a secret is not shown, whoever points at it: the secret may be where nobody looks for one, as in a key. */
function withoutFindings({ results }: Report, lines: SourceLine): SourceLine {
  const found = new Set(
    results.flatMap(({ details, location: { file, line } }) =>
      typeof details?.['fingerprint'] === 'string' ? [placeText(file, line)] : [],
    ),
  );
  return (file, line) => (found.has(placeText(file, line)) ? undefined : lines(file, line));
}

const placeText = (file: string, line: number): string => `${line}:${file}`;

interface PolicyTexts {
  readonly policies: readonly Policy[];
  readonly constraints: readonly Constraint[];
}

const NO_POLICIES: PolicyTexts = { policies: [], constraints: [] };

function describer({
  policies,
  constraints,
}: PolicyTexts): Pick<FormatOptions, 'describePolicy' | 'describeConstraint'> {
  const texts = new Map<string, PolicyText>(policies.map((policy) => [policy.name, policy]));
  return {
    describePolicy: (name) => texts.get(name),
    describeConstraint: (policy, name) => {
      const found = constraints.find((one) => one.policy === policy && one.name === name);
      return found === undefined ? undefined : specOf(found);
    },
  };
}

/** The match is made of plain values, which only TypeScript does not know. */
const specOf = ({ enforcementAction, match, parameters }: Constraint): SparseJsonObject => ({
  enforcementAction,
  match: JSON.parse(JSON.stringify(match)),
  parameters,
});

/** Only conftest's schema counts passes by file, so only for it they are listed when nobody asked for them. */
const reportFor = (
  report: Report,
  { format }: ReportOutput,
  { listsPasses, outputSchema }: CheckReportContext,
): Report =>
  listsPasses || (format === 'json' && outputSchema === 'conftest')
    ? report
    : { ...report, results: report.results.filter(({ status }) => status !== 'pass') };
