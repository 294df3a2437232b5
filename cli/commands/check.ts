import { decide, FAIL_ON, type FailOn } from '../../src/core/model/decision.ts';
import { ENFORCEMENT_POINTS } from '../../src/core/model/enforcement.ts';
import type { Report } from '../../src/core/model/report.ts';
import { SluiceError } from '../../src/core/errors.ts';
import { OUTPUT_SCHEMAS, type OutputSchema } from '../../src/core/report/format-options.ts';
import { FORMATS } from '../../src/core/report/formats.ts';
import { headline } from '../../src/core/report/headline.ts';
import { visible } from '../../src/core/report/safe-text.ts';
import type { CheckRequest } from '../../src/node/check/check-request.ts';
import { DEFAULT_CONFIG, type Config } from '../../src/node/config/config.ts';
import { IMAGE_SOURCES } from '../../src/node/images/image-source.ts';
import { loadConfig } from '../../src/node/config/load-config.ts';
import { loadConftestSettings, type LoadedConftestSettings } from '../../src/node/config/load-conftest-settings.ts';
import { INPUT_FORMATS } from '../../src/node/formats/format.ts';
import type { FlagTable } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import { PUSH_HOOK_NAMES } from '../../src/node/hooks/hook-name.ts';
import { parseOutputs, type ReportOutput } from '../../src/node/output/parse-outputs.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import type { CheckFlags } from '../check/check-flags.ts';
import { surfaceOf } from '../check/check-surface.ts';
import { runOnSurface } from '../check/run-on-surface.ts';
import { toCheckRequest } from '../check/to-check-request.ts';
import { writeCheckReports } from '../check/write-check-reports.ts';
import { exitCodeOf, EXIT } from '../exit-codes.ts';
import { ignoreFlag } from '../../src/node/flags/ignore-flag.ts';
import { CACHE_FLAGS, EVALUATION_FLAGS, POLICY_FLAGS } from '../../src/node/flags/policy-flags.ts';

const FLAGS = {
  ...POLICY_FLAGS,
  'all-namespaces': {
    kind: 'switch',
    group: 'Policies',
    description: 'Every package that decides, whatever --namespace says. That is the default, other than in conftest.',
  },
  staged: {
    kind: 'switch',
    group: 'What to judge',
    description:
      'Judge the files staged for the next commit, as they are in the Git index; of these, what a PATH names. If a PATH is a file that is not staged, all that is named is judged, as it is.',
  },
  since: {
    kind: 'text',
    value: 'REF',
    group: 'What to judge',
    description:
      'Judge what the commits of HEAD change that REF does not have, and search each of them for secrets. Only Git is read, not the working tree.',
  },
  diff: {
    kind: 'text',
    value: 'A..B',
    group: 'What to judge',
    description: 'The same for the commits of B that A does not have; the files are judged as they are in B.',
  },
  history: {
    kind: 'switch',
    group: 'What to judge',
    description:
      'Search everything that was ever committed for secrets. A search that was stopped goes on where it was.',
  },
  hook: {
    kind: 'choice',
    choices: PUSH_HOOK_NAMES,
    group: 'What to judge',
    description:
      'Judge what is pushed, as Git says it to this hook on standard input: of each branch and tag what --diff judges. "sluice init --hook" writes the hook.',
  },
  combine: {
    kind: 'switch',
    group: 'What to judge',
    description:
      'Show policies that read documents, as those of conftest do, all of them as one list of {path, contents}. Other policies judge each object as always.',
  },
  parser: {
    kind: 'text',
    value: 'FORMAT',
    group: 'What to judge',
    description: `Read every input as this format, whatever its name: ${INPUT_FORMATS.join(', ')}.`,
    defaultText: 'what the name of the file says; yaml for standard input',
  },
  ignore: ignoreFlag('What to judge'),
  inventory: {
    kind: 'list',
    value: 'PATH',
    group: 'What to judge',
    description: 'What templates look up in data.inventory, and Namespaces, besides what is judged.',
    defaultText: 'the rest of the repository',
  },
  point: {
    kind: 'choice',
    choices: ENFORCEMENT_POINTS,
    group: 'What to judge',
    description: 'Judge as this enforcement point does.',
    defaultText: 'ci; commit with --staged and --hook pre-push',
  },
  images: {
    kind: 'choice',
    choices: IMAGE_SOURCES,
    group: 'What to judge',
    description:
      'Where a policy that asks about images learns about them: from their registries, from images.lock.json, or not at all, which warns of each.',
    defaultText: 'registry; lock at the point commit',
  },
  output: {
    kind: 'list',
    short: 'o',
    value: 'FMT[=FILE]',
    group: 'Reports',
    description: `Write a report to a file, or to standard output. Formats: ${FORMATS.join(', ')}.`,
    defaultText: 'text',
  },
  'output-schema': {
    kind: 'choice',
    choices: OUTPUT_SCHEMAS,
    group: 'Reports',
    description: 'The shape of -o json: our own, that of conftest test, or that of gator test.',
    defaultText: 'native',
  },
  'fail-on': {
    kind: 'choice',
    choices: FAIL_ON,
    group: 'Reports',
    description: 'The least that makes the exit code 1.',
    defaultText: 'deny, or what sluice.yaml says',
  },
  'fail-on-warn': { kind: 'switch', group: 'Reports', description: 'The same as --fail-on warn.' },
  'show-passed': { kind: 'switch', group: 'Reports', description: 'List what passed, too, and not only count it.' },
  quiet: {
    kind: 'switch',
    short: 'q',
    group: 'Reports',
    description: 'No progress and no notices, and no text on standard output when everything is allowed.',
  },
  'no-color': { kind: 'switch', group: 'Reports', description: 'No colours; NO_COLOR does the same.' },
  ...EVALUATION_FLAGS,
  deadline: {
    kind: 'count',
    value: 'SECONDS',
    min: 1,
    max: 86_400,
    group: 'Running',
    description: 'Seconds that the whole run may take. Then a signal ends it, which is no pass.',
    defaultText: 'as many as it takes',
  },
  ...CACHE_FLAGS,
} as const satisfies FlagTable;

/** `sluice check`: judges files by policies, writes reports, and answers with the decision. */
export const check: Command = createCommand(
  {
    name: 'check',
    summary: 'judge files by policies',
    usage: [
      '[FLAGS] [PATH…]',
      '[FLAGS] --staged [PATH…]',
      '[FLAGS] --since REF | --diff A..B | --history [PATH…]',
      '[FLAGS] - < FILE',
    ],
    description:
      'Judges YAML and JSON files by Rego policies. Policies that read documents also judge files of 21 other formats, such as a Dockerfile, HCL or TOML (docs/formats.md). Every file, of whatever kind, is searched for secrets where a policy reads what is found, as one that ships does (docs/secrets.md). A PATH is a file or a folder, "-" is standard input; without any, the current folder is judged. What cannot be read, parsed or evaluated is an error in the report, never a pass.',
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
      {
        command: 'sluice check -p policy/ Dockerfile main.tf',
        meaning: 'Own policies on files of other formats; in a folder they are read if every policy reads documents.',
      },
      {
        command: 'sluice check --since origin/main',
        meaning: 'What a branch brings, commit by commit: in CI, where all of the history is fetched.',
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

async function runCheckCommand({ flags: given, operands }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const settings = await loadConftestSettings({ cwd: io.cwd, env: io.env, config: given.config });
  const flags = await completeFlags(given, settings, io);
  const outputs = parseOutputs(flags.output);
  refuseContradictions(flags, outputs);
  const surface = surfaceOf(flags, operands);
  const config =
    settings?.file === undefined ? await loadConfig({ cwd: io.cwd, file: flags.config }) : ownConfig(settings.file);
  if (flags.deadline !== undefined) await setDeadline(flags.deadline);
  const stdin = rememberStdin(io);
  const request = {
    ...toCheckRequest(flags, operands, config, io, surface),
    ...ignoreRequest(settings),
    readStdin: stdin.read,
  };
  const report = await runOnSurface(surface, request, io, flags.quiet);
  const failOn = failOnOf(flags, config);
  const shown = outputs.filter((output) => !isSilenced(output, flags, report, failOn));
  await writeCheckReports(report, shown, {
    request,
    io,
    failOn,
    noColor: flags['no-color'],
    quotesFiles: surface.kind === 'files',
    stdin: stdin.bytes,
    outputSchema: schemaOf(flags),
    listsPasses: flags['show-passed'],
  });
  if (!flags.quiet) summarizeOnStderr(report, failOn, outputs, io);
  if (!flags.quiet && schemaOf(flags) !== 'native') warnOf(report.notices, io);
  return exitCodeOf(decide(report, failOn));
}

async function setDeadline(seconds: number): Promise<void> {
  const { startDeadline } = await import('../../src/node/hooks/deadline.ts');
  startDeadline(seconds);
}

/** conftest's configuration stands in for flags that nobody gave. */
async function completeFlags(
  flags: CheckFlags,
  settings: LoadedConftestSettings | undefined,
  io: ShellIo,
): Promise<CheckFlags> {
  if (settings === undefined) return flags;
  const { withConftestSettings } = await import('../check/conftest-flags.ts');
  const complete = withConftestSettings(flags, settings, io.cwd);
  if (!complete.quiet) warnOf(settings.notices, io);
  return complete;
}

const ownConfig = (file: string): Config => ({ ...DEFAULT_CONFIG, file });

const ignoreRequest = (settings: LoadedConftestSettings | undefined): Pick<CheckRequest, 'ignoreExpression'> =>
  settings?.texts.ignore === undefined || settings.texts.ignore === ''
    ? {}
    : { ignoreExpression: settings.texts.ignore };

const schemaOf = (flags: CheckFlags): OutputSchema => flags['output-schema'] ?? 'native';

/** conftest's word for it, and our own. */
function failOnOf(flags: CheckFlags, config: Config): FailOn {
  return flags['fail-on'] ?? (flags['fail-on-warn'] ? 'warn' : config.failOn);
}

function refuseContradictions(flags: CheckFlags, outputs: readonly ReportOutput[]): void {
  if (schemaOf(flags) !== 'native' && outputs.every(({ format }) => format !== 'json')) {
    throw new SluiceError('USAGE', '--output-schema is a shape of the JSON report; write -o json, or leave it out');
  }
  if (flags['fail-on-warn'] && flags['fail-on'] === 'deny') {
    throw new SluiceError('USAGE', '--fail-on-warn and --fail-on deny contradict each other; leave one of them out');
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

/** The schemas of other tools have no place for notices. */
function warnOf(notices: readonly string[], { stderr }: ShellIo): void {
  for (const notice of notices) stderr.write(`warning: ${visible(notice)}\n`);
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
