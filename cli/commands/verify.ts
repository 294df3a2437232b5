import path from 'node:path';
import { SluiceError } from '../../src/core/errors.ts';
import { paintNothing } from '../../src/core/report/format-options.ts';
import { oneLine } from '../../src/core/report/safe-text.ts';
import type { FlagTable } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { CACHE_FLAGS, POLICY_FLAGS, toCacheRequest, toRegoRequest } from '../../src/node/flags/policy-flags.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import { paintFor } from '../../src/node/output/paint.ts';
import { parseOutputsOf, type Output } from '../../src/node/output/parse-outputs.ts';
import { today, type ShellIo } from '../../src/node/output/shell-io.ts';
import { writeFileAtomically } from '../../src/node/output/write-file-atomically.ts';
import { verifyPolicies } from '../../src/node/verify/verify-policies.ts';
import { countTests, type VerifyReport } from '../../src/node/verify/verify-report.ts';
import { EXIT } from '../exit-codes.ts';
import { verifyJson } from '../verify/verify-json.ts';
import { verifyJunit } from '../verify/verify-junit.ts';
import { verifyText, type VerifyTextOptions } from '../verify/verify-text.ts';
import { withConfiguration } from '../verify/with-configuration.ts';

const VERIFY_FORMATS = ['text', 'json', 'junit'] as const;
type VerifyFormat = (typeof VERIFY_FORMATS)[number];

const FLAGS = {
  run: {
    kind: 'text',
    short: 'r',
    value: 'REGEX',
    group: 'Tests',
    description:
      'Only tests whose name (data.package.test_name), case file, or suite test or case matches the RE2 expression; TEST//CASE: only such cases of such tests of suites.',
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
  output: {
    kind: 'list',
    short: 'o',
    value: 'FMT[=FILE]',
    group: 'Output',
    description: `Write a report to a file, or to standard output. Formats: ${VERIFY_FORMATS.join(', ')}.`,
    defaultText: 'text',
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
      'Runs the Rego tests below each PATH, judges the files in the cases folder beside a policy (every file in cases/deny must be denied, and no file in cases/allow may be), and runs Gatekeeper\'s suites (kind: Suite) as gator verify does. The last line is "N passed, N failed".',
    operands: { min: 1, max: Number.MAX_SAFE_INTEGER, name: 'PATH' },
    flags: FLAGS,
    examples: [
      { command: 'sluice verify policy/', meaning: 'Run everything.' },
      { command: 'sluice verify --run ^required-labels$//missing library/', meaning: 'Some cases of a suite.' },
      { command: 'sluice verify -o text -o junit=verify.xml policy/', meaning: 'For people, and for CI.' },
      { command: 'sluice verify --coverage --run host_paths policy/', meaning: 'Some tests, and what they leave out.' },
    ],
    exitCodes: [
      [EXIT.allowed, 'every test passed'],
      [EXIT.violations, 'a test failed'],
      [EXIT.notEvaluated, 'there was no test to run, a policy does not compile, or a suite cannot be read'],
    ],
  },
  runVerify,
);

type Flags = ParsedFlags<typeof FLAGS>['flags'];

async function runVerify({ flags: given, operands }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const flags = await withConfiguration(given, io);
  const outputs = parseOutputsOf(VERIFY_FORMATS, flags.output);
  const report = await verifyPolicies({
    cwd: io.cwd,
    paths: operands,
    data: flags.data,
    coverage: flags.coverage,
    today: today(io),
    timeoutMs: flags.timeout ?? DEFAULT_TIMEOUT_MS,
    onNotice: (message) => io.stderr.write(`warning: ${oneLine(message)}\n`),
    ...(flags.run === undefined ? {} : { run: flags.run }),
    ...toRegoRequest(flags),
    ...toCacheRequest(flags, io),
  });
  for (const output of outputs) writeReport(report, output, flags, io);
  return exitCode(report, operands);
}

function writeReport(report: VerifyReport, { format, file }: Output<VerifyFormat>, flags: Flags, io: ShellIo): void {
  const paint = file === undefined ? paintFor(io.stdout, io.env, flags['no-color']) : paintNothing;
  const text = formatVerify(format, report, { paint, showPassed: flags['show-passed'] });
  if (file === undefined) io.stdout.write(text);
  else writeFileAtomically(path.resolve(io.cwd, file), [text]);
}

function formatVerify(format: VerifyFormat, report: VerifyReport, options: VerifyTextOptions): string {
  switch (format) {
    case 'text':
      return verifyText(report, options);
    case 'junit':
      return verifyJunit(report);
    case 'json':
      return verifyJson(report);
  }
}

function exitCode(report: VerifyReport, paths: readonly string[]): number {
  const { passed, failed } = countTests(report);
  if (report.faults.length > 0) return EXIT.notEvaluated;
  if (passed + failed === 0) {
    throw new SluiceError(
      'NOTHING_EVALUATED',
      `${paths.join(', ')}: no test was run; Rego tests are rules called test_…, cases lie in cases/allow and cases/deny beside a policy, suites are YAML files of kind Suite`,
    );
  }
  return failed > 0 ? EXIT.violations : EXIT.allowed;
}
