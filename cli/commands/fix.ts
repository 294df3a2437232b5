import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../src/core/errors.ts';
import { oneLine, visible } from '../../src/core/report/safe-text.ts';
import { FIX_TOOLS } from '../../src/core/secrets/fix/fix-plan.ts';
import { fixText } from '../../src/core/secrets/fix/fix-text.ts';
import type { GeneratedFile } from '../../src/core/secrets/fix/generated-file.ts';
import type { CheckRequest } from '../../src/node/check/check-request.ts';
import { loadConfig } from '../../src/node/config/load-config.ts';
import { displayPath } from '../../src/node/files/walk-files.ts';
import type { FlagTable, FlagValues } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { ignoreFlag } from '../../src/node/flags/ignore-flag.ts';
import { CACHE_FLAGS, EVALUATION_FLAGS, POLICY_FLAGS, toPolicyRequest } from '../../src/node/flags/policy-flags.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import { createProgressBar } from '../../src/node/output/progress-bar.ts';
import { today, type ShellIo } from '../../src/node/output/shell-io.ts';
import { writeNewFile } from '../../src/node/output/write-new-file.ts';
import { planFixes, type PlannedFixes } from '../../src/node/secrets/plan-fixes.ts';
import { EXIT } from '../exit-codes.ts';

const FLAGS = {
  with: {
    kind: 'choice',
    choices: FIX_TOOLS,
    group: 'Result',
    description: 'Where the secrets are to live.',
    defaultText: 'sops',
  },
  write: {
    kind: 'text',
    value: 'DIR',
    group: 'Result',
    description:
      'Write the files to begin with into DIR, at the paths that they are shown with. No file is written over.',
  },
  ignore: ignoreFlag('What to search'),
  ...POLICY_FLAGS,
  ...EVALUATION_FLAGS,
  ...CACHE_FLAGS,
} as const satisfies FlagTable;

type FixFlags = FlagValues<typeof FLAGS>;

const DEFAULT_TIMEOUT_MS = 5000;

/** `sluice fix`: the way out for secrets that were found. */
export const fix: Command = createCommand(
  {
    name: 'fix',
    summary: 'show the way out for secrets that were found',
    usage: ['[FLAGS] [PATH…]'],
    description:
      'Searches for secrets as "sluice check" does, and says for each what to do: how to make it worthless, and how to bring what replaces it to where it belongs, with the commands and with files to begin with. It changes nothing by itself, and no file that it writes holds a secret. What only the baseline accepts is shown, too.',
    operands: { min: 0, max: Number.MAX_SAFE_INTEGER, name: 'PATH' },
    flags: FLAGS,
    examples: [
      { command: 'sluice fix deploy/', meaning: 'How to encrypt with SOPS what is found below deploy/.' },
      {
        command: 'sluice fix --with external-secrets --write . deploy/',
        meaning: 'Write an ExternalSecret for each Secret that is found, beside it.',
      },
    ],
    exitCodes: [
      [EXIT.allowed, 'searched; what is found is shown, and it is said so when nothing is'],
      [EXIT.notEvaluated, 'could not search everything: usage, config, a policy or input in error'],
    ],
  },
  runFix,
);

async function runFix({ flags, operands }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const config = await loadConfig({ cwd: io.cwd, file: flags.config });
  const request: CheckRequest = {
    ...toPolicyRequest(flags, config, io),
    point: 'ci',
    paths: operands.length === 0 ? ['.'] : operands,
    ignore: flags.ignore,
    timeoutMs: flags.timeout ?? DEFAULT_TIMEOUT_MS,
    today: today(io),
    readStdin: () => Promise.reject(new SluiceError('USAGE', 'fix reads files, and standard input is none')),
    ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
  };
  const planned = await plan(request, flags, io);
  print(planned, flags, io);
  for (const { message } of planned.faults) io.stderr.write(`warning: not searched: ${oneLine(message)}\n`);
  return planned.faults.length === 0 ? EXIT.allowed : EXIT.notEvaluated;
}

async function plan(request: CheckRequest, flags: FixFlags, io: ShellIo): Promise<PlannedFixes> {
  const bar = createProgressBar(io, false);
  try {
    return await planFixes({ ...request, onProgress: bar.update }, flags.with ?? 'sops');
  } finally {
    bar.clear();
  }
}

function print({ fixes, sopsConfig, faults }: PlannedFixes, { write }: FixFlags, io: ShellIo): void {
  if (fixes.length === 0) {
    io.stdout.write(faults.length === 0 ? 'nothing was found\n' : 'nothing was found in what could be searched\n');
    return;
  }
  for (const part of fixText(fixes)) io.stdout.write(part);
  if (sopsConfig !== undefined) io.stdout.write(sopsText(sopsConfig, io));
  io.stdout.write(HISTORY);
  if (write === undefined) return;
  const files = [...fixes.flatMap((one) => one.files), ...(sopsConfig === undefined ? [] : [sopsConfig])];
  for (const file of files) io.stdout.write(`${writeOne(file, path.resolve(io.cwd, write), io)}\n`);
}

function sopsText({ path: name, text }: GeneratedFile, io: ShellIo): string {
  const head = existsSync(path.join(io.cwd, name)) ? `Add these rules to ${name}` : `${name} to begin with`;
  const lines = text.trimEnd().split('\n');
  return `${head}:\n${lines.map((line) => `  | ${visible(line)}\n`).join('')}\n`;
}

const HISTORY = `Git keeps every version of a file, and every clone has them: rotate first. To take a file out of the history,
when all who work on it agree: git filter-repo --invert-paths --path FILE
`;

/** A path comes from a file that was found, and stays below the folder. */
function writeOne({ path: name, text }: GeneratedFile, folder: string, io: ShellIo): string {
  const file = path.join(folder, name);
  const shown = oneLine(displayPath(io.cwd, file));
  if (!isInside(folder, file)) return `did not write ${oneLine(name)}: it is outside of the folder`;
  return writeNewFile(file, text) ? `wrote ${shown}` : `kept  ${shown}, which is there already`;
}

/** Names come from files that nobody has judged, and folders of a repository may be links that lead out of it. */
function isInside(folder: string, file: string): boolean {
  let present = path.dirname(file);
  while (!existsSync(present)) present = path.dirname(present);
  const root = existsSync(folder) ? realpathSync(folder) : folder;
  const real = existsSync(folder) ? realpathSync(present) : file;
  return !path.relative(root, real).startsWith('..');
}
