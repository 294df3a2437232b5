import { existsSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../src/core/errors.ts';
import { oneLine } from '../../src/core/report/safe-text.ts';
import { CONFIG_NAMES } from '../../src/node/config/find-config.ts';
import type { FlagTable } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { CACHE_FLAGS, toCacheRequest } from '../../src/node/flags/policy-flags.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import { importFolder, type ImportOutcome } from '../../src/node/import/import-folder.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import { writeFileAtomically } from '../../src/node/output/write-file-atomically.ts';
import { EXIT } from '../exit-codes.ts';

const FLAGS = {
  output: {
    kind: 'text',
    short: 'o',
    value: 'FILE',
    group: 'Result',
    description: 'The config that is written.',
    defaultText: 'sluice.yaml',
  },
  force: { kind: 'switch', group: 'Result', description: 'Write over a config that is there already.' },
  ...CACHE_FLAGS,
} as const satisfies FlagTable;

/** `sluice import`: a config for the policies of other tools. */
export const importCommand: Command = createCommand(
  {
    name: 'import',
    summary: 'write a sluice.yaml for policies of Gatekeeper and conftest',
    usage: ['[FLAGS] DIR'],
    description:
      'Looks through DIR for ConstraintTemplates, constraints, Namespaces, suites and Rego, and writes a sluice.yaml that points to them; nothing else is written or changed. ClusterImagePolicies and Kyverno policies about signatures become authorities under images. What will not run, or not as before, is listed with its place.',
    operands: { min: 1, max: 1, name: 'DIR' },
    flags: FLAGS,
    examples: [
      { command: 'sluice import gatekeeper/', meaning: 'Then "sluice check" judges by what is in gatekeeper/.' },
      {
        command: 'sluice import --force -o sluice.yaml .',
        meaning: 'The whole repository, over the config that it has.',
      },
    ],
    exitCodes: [
      [EXIT.allowed, 'written; the list says what will be different'],
      [EXIT.notEvaluated, 'not written: there is nothing that can be asked, or a config already'],
    ],
  },
  runImport,
);

async function runImport({ flags, operands }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const [folder = '.'] = operands;
  const output = flags.output ?? 'sluice.yaml';
  if (!flags.force) refuseToOverwrite(path.resolve(io.cwd, output));
  const outcome = await importFolder({
    cwd: io.cwd,
    folder,
    output,
    onNotice: (notice) => io.stderr.write(`warning: ${oneLine(notice)}\n`),
    ...toCacheRequest(flags, io),
  });
  if (outcome.text !== undefined) writeFileAtomically(path.resolve(io.cwd, output), [outcome.text]);
  io.stdout.write(`${reportLines(outcome, folder, output).map(oneLine).join('\n')}\n`);
  return outcome.text === undefined ? EXIT.notEvaluated : EXIT.allowed;
}

/** Both names of a config count: with two of them, neither would. */
function refuseToOverwrite(file: string): void {
  const names = CONFIG_NAMES.includes(path.basename(file)) ? CONFIG_NAMES : [path.basename(file)];
  const present = names.find((name) => existsSync(path.join(path.dirname(file), name)));
  if (present !== undefined)
    throw new SluiceError('USAGE', `${present} is there already; edit it, or write over it with --force`);
}

function reportLines({ counts, differences, text }: ImportOutcome, folder: string, output: string): readonly string[] {
  return [
    ...counts.map(([what, count]) => `found      ${count} ${what}`),
    ...differences.map(({ place, message }) => `different  ${place === '' ? '' : `${place}: `}${message}`),
    text === undefined
      ? `wrote nothing: ${folder} holds no policy that sluice can ask`
      : `wrote      ${output}; next: sluice check`,
  ];
}
