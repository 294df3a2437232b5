import { decide, FAIL_ON, type FailOn } from '../../src/core/model/decision.ts';
import { ENFORCEMENT_POINTS } from '../../src/core/model/enforcement.ts';
import type { Report } from '../../src/core/model/report.ts';
import { SluiceError } from '../../src/core/errors.ts';
import { FORMATS } from '../../src/core/report/formats.ts';
import { headline } from '../../src/core/report/headline.ts';
import { visible } from '../../src/core/report/safe-text.ts';
import type { CheckRequest } from '../../src/node/check/check-request.ts';
import { runCheck } from '../../src/node/check/run-check.ts';
import type { Config } from '../../src/node/config/config.ts';
import { loadConfig } from '../../src/node/config/load-config.ts';
import type { FlagTable, FlagValues } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import { parseOutputs, type ReportOutput } from '../../src/node/output/parse-outputs.ts';
import { createProgressBar } from '../../src/node/output/progress-bar.ts';
import { today, type ShellIo } from '../../src/node/output/shell-io.ts';
import { exitCodeOf, EXIT } from '../exit-codes.ts';
import { CACHE_FLAGS, EVALUATION_FLAGS, POLICY_FLAGS, toPolicyRequest } from '../../src/node/flags/policy-flags.ts';
import { writeCheckReports } from '../write-check-reports.ts';

const FLAGS = {
  ...POLICY_FLAGS,
  staged: {
    kind: 'switch',
    group: 'What to judge',
    description: 'Judge the files staged for the next commit, as they are in the Git index.',
  },
  ignore: {
    kind: 'list',
    value: 'GLOB',
    group: 'What to judge',
    description: 'Leave out what matches: * within a folder, ** across folders; without / a name at any depth.',
  },
  point: {
    kind: 'choice',
    choices: ENFORCEMENT_POINTS,
    group: 'What to judge',
    description: 'Judge as this enforcement point does.',
    defaultText: 'ci; commit with --staged',
  },
  output: {
    kind: 'list',
    short: 'o',
    value: 'FMT[=FILE]',
    group: 'Reports',
    description: `Write a report to a file, or to standard output. Formats: ${FORMATS.join(', ')}.`,
    defaultText: 'text',
  },
  'fail-on': {
    kind: 'choice',
    choices: FAIL_ON,
    group: 'Reports',
    description: 'The least that makes the exit code 1.',
    defaultText: 'deny, or what sluice.yaml says',
  },
  'show-passed': { kind: 'switch', group: 'Reports', description: 'List what passed, too, and not only count it.' },
  quiet: {
    kind: 'switch',
    short: 'q',
    group: 'Reports',
    description: 'No progress and no notices, and no text on standard output when everything is allowed.',
  },
  'no-color': { kind: 'switch', group: 'Reports', description: 'No colours; NO_COLOR does the same.' },
  ...EVALUATION_FLAGS,
  ...CACHE_FLAGS,
} as const satisfies FlagTable;

type CheckFlags = FlagValues<typeof FLAGS>;

const DEFAULT_TIMEOUT_MS = 5000;

/** `sluice check`: judges files by policies, writes reports, and answers with the decision. */
export const check: Command = createCommand(
  {
    name: 'check',
    summary: 'judge files by policies',
    usage: ['[FLAGS] [PATH…]', '[FLAGS] --staged', '[FLAGS] - < FILE'],
    description:
      'Judges YAML and JSON files by Rego policies. A PATH is a file or a folder, "-" is standard input; without any, the current folder is judged. What cannot be read, parsed or evaluated is an error in the report, never a pass.',
    operands: { min: 0, max: Number.MAX_SAFE_INTEGER, name: 'PATH' },
    flags: FLAGS,
    examples: [
      {
        command: 'sluice check',
        meaning: 'Judge every manifest below this folder, by sluice.yaml or the policies that ship.',
      },
      {
        command: 'sluice check -p policy/ -o text -o sarif=out/sluice.sarif deploy/',
        meaning: 'Own policies; text for people, and SARIF for code scanning, from one run.',
      },
      { command: 'kustomize build overlays/prod | sluice check -', meaning: 'Judge what another program prints.' },
    ],
    exitCodes: [
      [EXIT.allowed, 'evaluated and allowed'],
      [EXIT.violations, 'violations at or above --fail-on'],
      [EXIT.notEvaluated, 'could not evaluate: usage, config, a policy or input in error, nothing evaluated'],
    ],
  },
  runCheckCommand,
);

async function runCheckCommand({ flags, operands }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const outputs = parseOutputs(flags.output);
  refuseContradictions(flags, operands);
  const config = await loadConfig({ cwd: io.cwd, file: flags.config });
  const stdin = rememberStdin(io);
  const request = { ...toCheckRequest(flags, operands, config, io), readStdin: stdin.read };
  const report = await withProgress(request, flags, io);
  const failOn = flags['fail-on'] ?? config.failOn;
  const shown = outputs.filter((output) => !isSilenced(output, flags, report, failOn));
  await writeCheckReports(report, shown, {
    request,
    io,
    failOn,
    noColor: flags['no-color'],
    quotesFiles: !flags.staged,
    stdin: stdin.bytes,
  });
  if (!flags.quiet) summarizeOnStderr(report, failOn, outputs, io);
  return exitCodeOf(decide(report, failOn));
}

/** pre-commit passes the names of staged files; the index knows them already. */
function refuseContradictions(flags: CheckFlags, paths: readonly string[]): void {
  if (!flags.staged) return;
  if (paths.length > 0) {
    throw new SluiceError(
      'USAGE',
      '--staged finds the files itself and takes no PATH; in .pre-commit-config.yaml, set pass_filenames: false',
    );
  }
  if (flags.point !== undefined && flags.point !== 'commit') {
    throw new SluiceError(
      'USAGE',
      `--staged judges at the point "commit", and --point says "${flags.point}"; leave one of them out`,
    );
  }
}

function toCheckRequest(flags: CheckFlags, paths: readonly string[], config: Config, io: ShellIo): CheckRequest {
  return {
    ...toPolicyRequest(flags, config, io),
    point: flags.staged ? 'commit' : (flags.point ?? 'ci'),
    paths: paths.length === 0 ? ['.'] : paths,
    ignore: flags.ignore,
    timeoutMs: flags.timeout ?? DEFAULT_TIMEOUT_MS,
    today: today(io),
    readStdin: io.readStdin,
    ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
    ...(flags['show-passed'] ? { showPassed: true } : {}),
  };
}

async function withProgress(request: CheckRequest, flags: CheckFlags, io: ShellIo): Promise<Report> {
  const bar = createProgressBar(io, flags.quiet);
  const onNotice = (message: string): void => {
    bar.clear();
    if (!flags.quiet) io.stderr.write(`warning: ${visible(message)}\n`);
  };
  const watched = { ...request, onNotice, onProgress: bar.update };
  try {
    if (!flags.staged) return await runCheck(watched);
    const { runStagedCheck } = await import('../../src/node/check/run-staged-check.ts');
    return await runStagedCheck(watched, io.env);
  } finally {
    bar.clear();
  }
}

/** Standard input can be read once; its lines are wanted again for quoting. */
function rememberStdin({ readStdin }: ShellIo): { read: ShellIo['readStdin']; bytes: () => Uint8Array | undefined } {
  let bytes: Uint8Array | undefined;
  return {
    read: async () => {
      bytes = await readStdin();
      return bytes;
    },
    bytes: () => bytes,
  };
}

function isSilenced({ format, file }: ReportOutput, { quiet }: CheckFlags, report: Report, failOn: FailOn): boolean {
  return quiet && format === 'text' && file === undefined && exitCodeOf(decide(report, failOn)) === EXIT.allowed;
}

/** A machine's format on standard output, or none, leaves a person without an answer when it matters. */
function summarizeOnStderr(
  report: Report,
  failOn: FailOn,
  outputs: readonly ReportOutput[],
  { stderr }: ShellIo,
): void {
  const onStdout = outputs.find(({ file }) => file === undefined)?.format;
  if (onStdout === 'text') return;
  if (onStdout === undefined || decide(report, failOn).kind === 'unknown')
    stderr.write(`sluice: ${headline(report, failOn)}\n`);
}
