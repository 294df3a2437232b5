import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../src/core/errors.ts';
import { isDay } from '../../src/core/is-day.ts';
import { oneLine } from '../../src/core/report/safe-text.ts';
import type { CheckRequest } from '../../src/node/check/check-request.ts';
import { repositoryRoot } from '../../src/node/check/repository-root.ts';
import type { Config } from '../../src/node/config/config.ts';
import { loadConfig } from '../../src/node/config/load-config.ts';
import { displayPath } from '../../src/node/files/walk-files.ts';
import type { FlagTable, FlagValues } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { ignoreFlag } from '../../src/node/flags/ignore-flag.ts';
import { CACHE_FLAGS, EVALUATION_FLAGS, POLICY_FLAGS, toPolicyRequest } from '../../src/node/flags/policy-flags.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import { createProgressBar } from '../../src/node/output/progress-bar.ts';
import { today, type ShellIo } from '../../src/node/output/shell-io.ts';
import { writeFileAtomically } from '../../src/node/output/write-file-atomically.ts';
import { addSalt } from '../../src/node/secrets/add-salt.ts';
import { randomSalt } from '../../src/node/secrets/random-salt.ts';
import { baselinePath } from '../../src/node/secrets/baseline-file.ts';
import {
  refuseToStartOver,
  updateBaseline,
  type BaselineUpdate,
  type UpdatedBaseline,
} from '../../src/node/secrets/update-baseline.ts';
import { gitPlace } from '../../src/node/sources/git-environment.ts';
import { gitText } from '../../src/node/sources/git-process.ts';
import { EXIT } from '../exit-codes.ts';

const FLAGS = {
  update: { kind: 'switch', group: 'Result', description: 'Add what is found and not accepted to the baseline.' },
  prune: { kind: 'switch', group: 'Result', description: 'Take out of the baseline what is not found any more.' },
  output: {
    kind: 'text',
    short: 'o',
    value: 'FILE',
    group: 'Result',
    description: 'The baseline that is written.',
    defaultText: 'what sluice.yaml says, or .sluice-baseline beside it',
  },
  reason: {
    kind: 'text',
    value: 'TEXT',
    group: 'New entries',
    description: 'Why they are accepted.',
    defaultText: 'there when the baseline was written',
  },
  owner: {
    kind: 'text',
    value: 'NAME',
    group: 'New entries',
    description: 'Who answers for them: a person or a team.',
    defaultText: "Git's user.email",
  },
  expires: {
    kind: 'text',
    value: 'DAY',
    group: 'New entries',
    description: 'The last day on which they hold, as YYYY-MM-DD in UTC.',
    defaultText: 'in 90 days',
  },
  ignore: ignoreFlag('What to search'),
  ...POLICY_FLAGS,
  ...EVALUATION_FLAGS,
  ...CACHE_FLAGS,
} as const satisfies FlagTable;

type BaselineFlags = FlagValues<typeof FLAGS>;

const DEFAULT_TIMEOUT_MS = 5000;
const DEFAULT_DAYS = 90;

/** `sluice baseline`: accepts the secrets that are there today, so that new ones stand out. */
export const baseline: Command = createCommand(
  {
    name: 'baseline',
    summary: 'accept the secrets that are there today',
    usage: ['[FLAGS] [PATH…]'],
    description:
      'Searches for secrets as "sluice check" does and writes what it finds into a file that the check reads: one line for each secret in each file, with a reason, an owner and an end, and without the secret. A PATH is a file or a folder; without any, the folder of sluice.yaml or of the Git repository is searched. What is accepted is still in Git: "sluice fix" shows the way out (docs/accepting-secrets.md).',
    operands: { min: 0, max: Number.MAX_SAFE_INTEGER, name: 'PATH' },
    flags: FLAGS,
    examples: [
      { command: 'sluice baseline --owner team-platform', meaning: 'Begin: accept what is there for 90 days.' },
      { command: 'sluice baseline --prune', meaning: 'Take out what was mended.' },
      {
        command: 'sluice baseline --update --prune --expires 2027-01-31 deploy/',
        meaning: 'Begin anew below deploy/; entries about other files stay.',
      },
    ],
    exitCodes: [
      [EXIT.allowed, 'written, or there was nothing to write'],
      [EXIT.notEvaluated, 'not written: usage, config, a policy in error, nothing to search, or a baseline already'],
    ],
  },
  runBaseline,
);

async function runBaseline({ flags, operands }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const loaded = await loadConfig({ cwd: io.cwd, file: flags.config });
  const read = baselinePath(loaded, io.cwd);
  const file = flags.output === undefined ? read : path.resolve(io.cwd, flags.output);
  const isNew = !flags.update && !flags.prune;
  if (isNew) refuseToStartOver(file, io.cwd);
  const acceptance = await acceptanceOf(flags, io);
  const config = isNew ? await withSalt(loaded, flags, io) : loaded;
  const request = requestOf(flags, operands, config, io);
  const updated = await watched(request, io, (one) =>
    updateBaseline(one, { file, adds: isNew || flags.update, prunes: flags.prune, acceptance }),
  );
  for (const { message } of updated.faults) io.stderr.write(`warning: not searched: ${oneLine(message)}\n`);
  return finish(updated, { file, read, ...acceptance }, io);
}

/** @throws SluiceError USAGE when nobody answers for the entries, or when they end on no day */
async function acceptanceOf(flags: BaselineFlags, io: ShellIo): Promise<BaselineUpdate['acceptance']> {
  const { reason = 'there when the baseline was written', expires = dayAfter(today(io), DEFAULT_DAYS) } = flags;
  if (!isDay(expires)) throw new SluiceError('USAGE', `--expires ${expires}: write a day as YYYY-MM-DD`);
  if (expires < today(io)) throw new SluiceError('USAGE', `--expires ${expires}: that day is over`);
  const owner = flags.owner ?? (await committer(io));
  if (owner.trim() === '') throw new SluiceError('USAGE', 'nobody answers for the entries; name somebody with --owner');
  if (reason.trim() === '') throw new SluiceError('USAGE', '--reason is empty; say why the findings are accepted');
  return { reason, owner, expires };
}

function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Who would commit the baseline; empty where Git does not know. */
async function committer({ cwd, env }: ShellIo): Promise<string> {
  try {
    return (await gitText(gitPlace(cwd, env, false), ['config', 'user.email'], { answers: [1] })).trim();
  } catch (error) {
    // A machine without Git has no committer either, and whoever is asked for --owner learns that.
    if (error instanceof SluiceError) return '';
    throw error;
  }
}

/** A new baseline begins with a salt of its own: changing it later changes every fingerprint. */
async function withSalt(config: Config, flags: BaselineFlags, io: ShellIo): Promise<Config> {
  if (config.secrets.fingerprintSalt !== undefined) return config;
  const salt = randomSalt();
  if (config.file === undefined || !addSalt(config.file, salt)) {
    io.stderr.write(`warning: ${SHARED_SALT}\n  secrets:\n    fingerprintSalt: ${salt}\n`);
    return config;
  }
  io.stdout.write(`wrote secrets.fingerprintSalt to ${displayPath(io.cwd, config.file)}\n`);
  return loadConfig({ cwd: io.cwd, file: flags.config });
}

const SHARED_SALT =
  'fingerprints are made with the salt that all share, so who sees a report can guess weak passwords; put a salt of your own into sluice.yaml and begin again:';

function requestOf(flags: BaselineFlags, paths: readonly string[], config: Config, io: ShellIo): CheckRequest {
  return {
    ...toPolicyRequest(flags, config, io),
    point: 'ci',
    paths: paths.length === 0 ? [repositoryRoot(io.cwd, config) ?? '.'] : paths,
    ignore: flags.ignore,
    timeoutMs: flags.timeout ?? DEFAULT_TIMEOUT_MS,
    today: today(io),
    readStdin: io.readStdin,
    ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
  };
}

interface Written {
  /** Where the baseline goes, and where a check looks for one. */
  readonly file: string;
  readonly read: string;
  readonly owner: string;
  readonly expires: string;
}

function finish(updated: UpdatedBaseline, { file, read, owner, expires }: Written, io: ShellIo): number {
  const { text, added, kept, pruned } = updated;
  const shown = oneLine(displayPath(io.cwd, file));
  if (added + kept + pruned === 0 && !existsSync(file)) {
    io.stdout.write('nothing was found that a baseline would have to accept\n');
    return EXIT.allowed;
  }
  writeFileAtomically(file, [text]);
  const counts = `${added} added, ${kept} kept, ${pruned} taken out`;
  io.stdout.write(`wrote ${shown}: ${counts}${added === 0 ? '' : `; ${oneLine(owner)} answers until ${expires}`}\n`);
  for (const hint of hintsFor(file, read, shown)) io.stdout.write(`${hint}\n`);
  return EXIT.allowed;
}

function hintsFor(file: string, read: string, shown: string): readonly string[] {
  const attributes = path.join(path.dirname(file), '.gitattributes');
  const line = `${path.basename(file)} merge=union`;
  const isUnion = existsSync(attributes) && readFileSync(attributes, 'utf8').split(/\r?\n/).includes(line);
  return [
    ...(file === read ? [] : [`next: name it in sluice.yaml as secrets.baseline, or no check reads ${shown}`]),
    ...(isUnion
      ? []
      : [`next: put "${line}" into .gitattributes, and branches that both change it merge by themselves`]),
  ];
}

async function watched<T>(request: CheckRequest, io: ShellIo, work: (request: CheckRequest) => Promise<T>): Promise<T> {
  const bar = createProgressBar(io, false);
  try {
    return await work({ ...request, onProgress: bar.update });
  } finally {
    bar.clear();
  }
}
