import { SluiceError } from '../../src/core/errors.ts';
import type { Report } from '../../src/core/model/report.ts';
import { shortId } from '../../src/core/report/result-text.ts';
import { oneLine, visibleLines } from '../../src/core/report/safe-text.ts';
import type { PolicyRequest } from '../../src/node/check/check-request.ts';
import { runCheck } from '../../src/node/check/run-check.ts';
import { today, type ShellIo } from '../../src/node/output/shell-io.ts';
import { readReportRecord, type RecordedResult, type ReportRecord } from './report-record.ts';

export interface VerdictRequest extends PolicyRequest {
  /** The report file that holds the verdict. */
  readonly report: string;
  readonly io: ShellIo;
}

/** Time is no object when one file is judged; the limit only stops a policy that never ends. */
const REPLAY_TIMEOUT_MS = 30_000;

/**
 * Looks a verdict up in an earlier report and judges its file again.
 * @throws SluiceError USAGE when the id is not in the report, or begins several
 */
export async function explainVerdict(id: string, request: VerdictRequest): Promise<string> {
  const record = readReportRecord(request.report, request.cwd);
  const results = findVerdict(id, record, request.report);
  return [...recordedLines(results, record), '', ...(await replayLines(results, record, request))]
    .join('\n')
    .concat('\n');
}

type Found = readonly [RecordedResult, ...RecordedResult[]];

function findVerdict(id: string, { results }: ReportRecord, file: string): Found {
  const prefix = id.toLowerCase().replace(/^sha256:/, '');
  if (!/^[0-9a-f]{8,64}$/.test(prefix)) {
    throw new SluiceError(
      'USAGE',
      `"${id}" is no verdict id; give at least its first 8 characters, as the report prints it`,
    );
  }
  const [first, ...others] = results.filter(({ verdictId }) => verdictId.startsWith(prefix));
  if (first === undefined)
    throw new SluiceError('USAGE', `no verdict in ${file} begins with ${prefix}; is it from another run?`);
  const ids = new Set([first, ...others].map(({ verdictId }) => verdictId));
  if (ids.size > 1)
    throw new SluiceError('USAGE', `${ids.size} verdicts in ${file} begin with ${prefix}; give more characters`);
  return [first, ...others];
}

function recordedLines(results: Found, { point, policySet }: ReportRecord): readonly string[] {
  const [first] = results;
  return [
    `verdict  ${oneLine(first.verdictId)}`,
    ...(first.object === '' ? [] : [`object   ${oneLine(first.object)}`]),
    `file     ${oneLine(first.file)}`,
    `point    ${point}`,
    `policies ${oneLine(shortId(policySet))}`,
    '',
    ...results.flatMap(resultLines),
  ];
}

function resultLines({
  status,
  policy,
  rule,
  constraint,
  severity,
  message,
  file,
  line,
  column,
}: RecordedResult): readonly string[] {
  const applied = constraint === '' ? '' : ` [${constraint}]`;
  return [
    `${oneLine(status).toUpperCase().padEnd(5)}  ${oneLine(`${policy}/${rule}${applied}`)}  ${oneLine(severity)}  ${oneLine(file)}:${line}:${column}`,
    ...visibleLines(message).map((text) => `       ${text}`),
  ];
}

async function replayLines(
  [recorded]: Found,
  record: ReportRecord,
  request: VerdictRequest,
): Promise<readonly string[]> {
  if (recorded.file === '-') return ['not replayed: it was read from standard input'];
  const report = await replay(recorded.file, record, request);
  const holds = report.results.some(({ verdictId }) => verdictId === recorded.verdictId);
  if (holds) return ['replayed: the verdict still holds, on the same object by the same policies'];
  return ['replayed: the verdict no longer holds', ...reasons(recorded, record, report)];
}

/** Judged at the point of the report; the day is today's, so an expired waiver shows. */
function replay(file: string, { point }: ReportRecord, { io, ...request }: VerdictRequest): Promise<Report> {
  return runCheck({
    ...request,
    point,
    paths: [file],
    ignore: [],
    jobs: 1,
    timeoutMs: REPLAY_TIMEOUT_MS,
    today: today(io),
    readStdin: io.readStdin,
  });
}

function reasons({ file }: RecordedResult, { policySet }: ReportRecord, report: Report): readonly string[] {
  const now = report.results.filter(({ location }) => location.file === file);
  return [
    ...(report.policySet === policySet
      ? ['  the policies are the same, so the object changed, or a Namespace that they look at']
      : [
          `  the policies are others now: ${oneLine(shortId(policySet))} became ${oneLine(shortId(report.policySet))}; were the same -p and sluice.yaml given?`,
        ]),
    `  ${oneLine(file)} now has ${now.length === 1 ? '1 result' : `${now.length} results`} that ${now.length === 1 ? 'is' : 'are'} no pass`,
    ...now.map(
      ({ status, policy, rule, verdictId }) =>
        `  ${status.toUpperCase().padEnd(5)}  ${oneLine(`${policy}/${rule}`)}  verdict ${shortId(verdictId ?? 'none')}`,
    ),
  ];
}
