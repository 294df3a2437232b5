import { SluiceError } from '../../src/core/errors.ts';
import type { Tone } from '../../src/core/report/format-options.ts';
import { oneLine, visibleLines } from '../../src/core/report/safe-text.ts';
import type { FlagTable } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import { paintFor } from '../../src/node/output/paint.ts';
import { today, type ShellIo } from '../../src/node/output/shell-io.ts';
import type { PolicyFault } from '../../src/node/policies/compile-policy-set.ts';
import { verifyPolicies } from '../../src/node/verify/verify-policies.ts';
import {
  countTests,
  type CoveredFile,
  type VerifiedTest,
  type VerifyOutcome,
  type VerifyReport,
} from '../../src/node/verify/verify-report.ts';
import { EXIT } from '../exit-codes.ts';
import { CACHE_FLAGS, POLICY_FLAGS, toCacheRequest, toRegoRequest } from '../../src/node/flags/policy-flags.ts';

const FLAGS = {
  run: {
    kind: 'text',
    short: 'r',
    value: 'REGEX',
    group: 'Tests',
    description: 'Only tests whose name (data.package.test_name) or case file matches.',
  },
  data: POLICY_FLAGS.data,
  'rego-version': POLICY_FLAGS['rego-version'],
  timeout: {
    kind: 'count',
    value: 'MS',
    min: 1,
    max: 3_600_000,
    group: 'Tests',
    description: 'Milliseconds that one test may take.',
    defaultText: '10000',
  },
  coverage: { kind: 'switch', group: 'Output', description: 'Say which lines of the policies no Rego test ran.' },
  'show-passed': { kind: 'switch', group: 'Output', description: 'List the tests that passed, too.' },
  'no-color': { kind: 'switch', group: 'Output', description: 'No colours; NO_COLOR does the same.' },
  ...CACHE_FLAGS,
} as const satisfies FlagTable;

const DEFAULT_TIMEOUT_MS = 10_000;

/** `sluice verify`: the tests of policies. */
export const verify: Command = createCommand(
  {
    name: 'verify',
    summary: 'run the tests of policies',
    usage: ['[FLAGS] PATH…'],
    description:
      'Runs the Rego tests below each PATH, and judges the files in the cases folder beside a policy: every file in cases/deny must be denied, and no file in cases/allow may be. The last line is "N passed, N failed".',
    operands: { min: 1, max: Number.MAX_SAFE_INTEGER, name: 'PATH' },
    flags: FLAGS,
    examples: [
      { command: 'sluice verify policy/', meaning: 'Run everything.' },
      { command: 'sluice verify --coverage --run host_paths policy/', meaning: 'Some tests, and what they leave out.' },
    ],
    exitCodes: [
      [EXIT.allowed, 'every test passed'],
      [EXIT.violations, 'a test failed'],
      [EXIT.notEvaluated, 'there was no test to run, or a policy does not compile'],
    ],
  },
  runVerify,
);

type Flags = ParsedFlags<typeof FLAGS>['flags'];

async function runVerify({ flags, operands }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const report = await verifyPolicies({
    cwd: io.cwd,
    paths: operands,
    data: flags.data,
    coverage: flags.coverage,
    today: today(io),
    timeoutMs: flags.timeout ?? DEFAULT_TIMEOUT_MS,
    onNotice: (message) => io.stderr.write(`warning: ${oneLine(message)}\n`),
    ...(flags.run === undefined ? {} : { run: checkedExpression(flags.run) }),
    ...toRegoRequest(flags),
    ...toCacheRequest(flags, io),
  });
  io.stdout.write(`${reportLines(report, flags, io).join('\n')}\n`);
  return exitCode(report, operands);
}

/** Said here, because the engine would call it its own fault. */
function checkedExpression(run: string): string {
  try {
    void new RegExp(run);
    return run;
  } catch {
    throw new SluiceError('USAGE', `--run "${run}" is no regular expression`);
  }
}

function exitCode(report: VerifyReport, paths: readonly string[]): number {
  const { passed, failed } = countTests(report);
  if (report.faults.length > 0) return EXIT.notEvaluated;
  if (passed + failed === 0) {
    throw new SluiceError(
      'NOTHING_EVALUATED',
      `${paths.join(', ')}: no test was run; Rego tests are rules called test_…, cases lie in cases/allow and cases/deny beside a policy`,
    );
  }
  return failed > 0 ? EXIT.violations : EXIT.allowed;
}

type Colour = (tone: Tone, text: string) => string;

function reportLines(report: VerifyReport, flags: Flags, io: ShellIo): readonly string[] {
  const paint = paintFor(io.stdout, io.env, flags['no-color']);
  const shown = report.tests.filter(({ outcome }) => outcome !== 'pass' || flags['show-passed']);
  const { passed, failed, skipped } = countTests(report);
  return [
    ...report.faults.map((fault) => faultLine(fault, paint)),
    ...shown.flatMap((test) => testLines(test, paint)),
    ...coverageLines(report),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    `${passed} passed, ${failed} failed`,
  ];
}

const faultLine = ({ file, line, column, message }: PolicyFault, paint: Colour): string =>
  `${paint('error', 'ERROR')} ${oneLine(`${file}:${line}:${column}: ${message}`)}`;

const TONES: Readonly<Record<VerifyOutcome, Tone>> = { pass: 'success', fail: 'error', error: 'error', skip: 'muted' };

function testLines({ name, file, line, outcome, message, output }: VerifiedTest, paint: Colour): readonly string[] {
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
