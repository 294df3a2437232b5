import path from 'node:path';
import { SluiceError } from '../src/core/errors.ts';
import { FAIL_ON } from '../src/core/model/decision.ts';
import { FORMATS } from '../src/core/report/formats.ts';
import { visible } from '../src/core/report/safe-text.ts';
import { loadConfig } from '../src/node/config/load-config.ts';
import { sha256 } from '../src/node/digest.ts';
import { NO_OPERANDS } from '../src/node/flags/command-spec.ts';
import type { FlagTable, FlagValues } from '../src/node/flags/flag.ts';
import type { ParsedFlags } from '../src/node/flags/parse-flags.ts';
import { ignoreFlag } from '../src/node/flags/ignore-flag.ts';
import { CACHE_FLAGS, EVALUATION_FLAGS, POLICY_FLAGS, toPolicyRequest } from '../src/node/flags/policy-flags.ts';
import { createCommand } from '../src/node/flags/run-command.ts';
import { paintFor } from '../src/node/output/paint.ts';
import { parseOutputs, type ReportOutput } from '../src/node/output/parse-outputs.ts';
import { today, type ShellIo } from '../src/node/output/shell-io.ts';
import { writeReports } from '../src/node/output/write-reports.ts';
import { sluiceVersion } from '../src/node/sluice-version.ts';
import { gitPlace } from '../src/node/sources/git-environment.ts';
import { gateOnce, type GateRun } from './gate.ts';

const FLAGS = {
  once: {
    kind: 'switch',
    group: 'What to judge',
    description: 'Judge one revision and end. Required: sluice does not watch a repository yet.',
  },
  repo: {
    kind: 'text',
    value: 'DIR',
    group: 'What to judge',
    description: 'The Git repository, bare or not, that has the revision and the approved branches.',
    defaultText: 'the working directory',
  },
  revision: {
    kind: 'text',
    value: 'REV',
    group: 'What to judge',
    description: 'The branch, tag or commit to judge. Required. Nothing is fetched: it must be there.',
  },
  env: {
    kind: 'text',
    value: 'NAME',
    group: 'What to judge',
    description: 'The environment. Required. Its branch is approved/NAME.',
  },
  path: {
    kind: 'list',
    value: 'DIR',
    group: 'What to judge',
    description: 'Judge only what is below this folder of the revision.',
    defaultText: 'all of it',
  },
  ignore: ignoreFlag('What to judge'),
  ...POLICY_FLAGS,
  'fail-on': {
    kind: 'choice',
    choices: FAIL_ON,
    group: 'Policies',
    description: 'The least that blocks.',
    defaultText: 'deny, or what sluice.yaml says',
  },
  output: {
    kind: 'list',
    short: 'o',
    value: 'FMT[=FILE]',
    group: 'Reports',
    description: `Write a report to a file, or to standard output. Formats: ${FORMATS.join(', ')}.`,
    defaultText: 'text',
  },
  'no-color': { kind: 'switch', group: 'Reports', description: 'No colours; NO_COLOR does the same.' },
  ...EVALUATION_FLAGS,
  ...CACHE_FLAGS,
} as const satisfies FlagTable;

type GateFlags = FlagValues<typeof FLAGS>;

/** `sluice gate`: judges a revision, promotes it if it is compliant, and gives the exit code. */
export const run: (argv: readonly string[], io: ShellIo) => Promise<number> = createCommand(
  {
    name: 'gate',
    summary: 'promote a Git revision if all that it would deploy is allowed',
    usage: ['--once --revision REV --env NAME [FLAGS]'],
    description:
      'Judges a revision as it stands in Git, and fast-forwards the branch approved/NAME to it when nothing blocks. Argo CD or Flux track that branch, so what is not compliant never reaches the cluster. The branch never moves back.',
    operands: NO_OPERANDS,
    flags: FLAGS,
    examples: [
      {
        command: 'sluice gate --once --repo config.git --revision refs/heads/main --env prod -p policy/',
        meaning: 'Let approved/prod follow main, if main is compliant.',
      },
    ],
    exitCodes: [
      [0, 'promoted, or approved already'],
      [1, 'blocked: violations at or above --fail-on'],
      [2, 'could not evaluate, or the branch cannot follow'],
    ],
  },
  gate,
).run;

const DEFAULT_TIMEOUT_MS = 5000;

async function gate({ flags }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const { revision, env } = requireTarget(flags);
  const outputs = parseOutputs(flags.output);
  const config = await loadConfig({ cwd: io.cwd, file: flags.config });
  const failOn = flags['fail-on'] ?? config.failOn;
  const done = await gateOnce({
    place: gitPlace(path.resolve(io.cwd, flags.repo ?? '.'), io.env, false),
    revision,
    env,
    paths: flags.path,
    failOn,
    request: {
      ...toPolicyRequest(flags, config, io),
      ignore: flags.ignore,
      ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
      timeoutMs: flags.timeout ?? DEFAULT_TIMEOUT_MS,
      today: today(io),
      onNotice: (message) => io.stderr.write(`warning: ${visible(message)}\n`),
    },
  });
  writeReports(done.report, outputs, {
    cwd: io.cwd,
    stdout: io.stdout,
    format: {
      version: sluiceVersion(),
      failOn,
      paint: paintFor(io.stdout, io.env, flags['no-color']),
      // The files of a revision need not be on disk, and what is there may be another version.
      sourceLine: () => undefined,
      sha256,
      describePolicy: () => undefined,
      describeConstraint: () => undefined,
      outputSchema: 'native',
    },
  });
  conclude(done, outputs, io);
  return exitCodeOf(done);
}

function requireTarget({ once, revision, env }: GateFlags): { readonly revision: string; readonly env: string } {
  if (!once) {
    throw new SluiceError(
      'USAGE',
      'give --once: sluice gate judges one revision and ends; watching a repository is to come, until then run it from cron, CI or a post-receive hook',
    );
  }
  if (revision !== undefined && env !== undefined) return { revision, env };
  throw new SluiceError('USAGE', 'sluice gate needs --revision REV and --env NAME');
}

/** One line, beside the report where that is text for people, else out of the way of it. */
function conclude(done: GateRun, outputs: readonly ReportOutput[], { stdout, stderr }: ShellIo): void {
  const onStdout = outputs.find(({ file }) => file === undefined)?.format;
  const stream = onStdout === undefined || onStdout === 'text' ? stdout : stderr;
  stream.write(`${conclusion(done)}\n`);
}

function conclusion({ outcome, revision, ref }: GateRun): string {
  switch (outcome.kind) {
    case 'promoted':
      return `promoted ${revision.label} → ${ref}`;
    case 'already-approved':
      return `already approved ${revision.label} → ${ref}`;
    case 'blocked':
      return `blocked ${revision.label}: ${outcome.violations} ${outcome.violations === 1 ? 'violation' : 'violations'}; ${ref} stays where it is`;
    case 'not-promoted':
      return `not promoted ${revision.label}: ${visible(outcome.reason)}`;
  }
}

function exitCodeOf({ outcome }: GateRun): 0 | 1 | 2 {
  switch (outcome.kind) {
    case 'promoted':
    case 'already-approved':
      return 0;
    case 'blocked':
      return 1;
    case 'not-promoted':
      return 2;
  }
}
