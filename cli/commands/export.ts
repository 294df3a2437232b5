import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../src/core/errors.ts';
import { oneLine } from '../../src/core/report/safe-text.ts';
import { loadConfig } from '../../src/node/config/load-config.ts';
import { exportPolicies, type PolicyExport } from '../../src/node/export/export-policies.ts';
import { NO_OPERANDS } from '../../src/node/flags/command-spec.ts';
import type { FlagTable } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { CACHE_FLAGS, POLICY_FLAGS, toPolicyRequest } from '../../src/node/flags/policy-flags.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import { today, type ShellIo } from '../../src/node/output/shell-io.ts';
import { writeFileAtomically } from '../../src/node/output/write-file-atomically.ts';
import { EXIT } from '../exit-codes.ts';

const FLAGS = {
  ...POLICY_FLAGS,
  only: {
    kind: 'list',
    value: 'NAME',
    group: 'Policies',
    description: 'Only the policy of this name.',
    defaultText: 'all of them',
  },
  output: {
    kind: 'text',
    short: 'o',
    value: 'FOLDER',
    group: 'Result',
    description: 'Where templates/, constraints/, samples/ and suite.yaml go.',
    defaultText: 'gatekeeper',
  },
  samples: {
    kind: 'list',
    value: 'PATH',
    group: 'Result',
    description: "Manifests that the suite holds Gatekeeper to, too, besides the policies' own cases.",
  },
  force: {
    kind: 'switch',
    group: 'Result',
    description: 'Write into a folder that holds something already; files of the same name are replaced, others stay.',
  },
  strict: { kind: 'switch', group: 'Result', description: 'Write nothing unless every policy can be exported.' },
  ...CACHE_FLAGS,
} as const satisfies FlagTable;

const SAMPLE_TIMEOUT_MS = 5000;

/** `sluice export`: a policy set for Gatekeeper. */
export const exportCommand: Command = createCommand(
  {
    name: 'export',
    summary: 'write policies as Gatekeeper ConstraintTemplates',
    usage: ['[FLAGS]'],
    description:
      'Writes a ConstraintTemplate for each policy, the constraints that apply it, and a suite that holds Gatekeeper to the same verdicts and messages for the cases beside the policy. A policy that would mean something else in Gatekeeper is left out, with the reason.',
    operands: NO_OPERANDS,
    flags: FLAGS,
    examples: [
      {
        command: 'sluice export -p policy/ -o gatekeeper/',
        meaning: 'Then "gator verify --enable-k8s-native-validation=false gatekeeper/" passes.',
      },
      { command: 'sluice export -p sluice:baseline --only required-labels', meaning: 'One of the policies that ship.' },
    ],
    exitCodes: [
      [EXIT.allowed, 'at least one policy was exported; with --strict, every one'],
      [EXIT.notEvaluated, 'nothing was exported: no policy can be, or a file cannot be written'],
    ],
  },
  runExport,
);

async function runExport({ flags }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const folder = flags.output ?? 'gatekeeper';
  if (!flags.force) refuseToMix(path.resolve(io.cwd, folder), folder);
  const config = await loadConfig({ cwd: io.cwd, file: flags.config });
  const result = await exportPolicies({
    ...toPolicyRequest(flags, config, io),
    only: flags.only,
    samples: flags.samples,
    today: today(io),
    timeoutMs: SAMPLE_TIMEOUT_MS,
    onNotice: (notice) => io.stderr.write(`warning: ${oneLine(notice)}\n`),
  });
  const isWritten = result.exported.length > 0 && !(flags.strict && result.leftOut.length > 0);
  if (isWritten)
    for (const [file, text] of result.files) writeFileAtomically(path.resolve(io.cwd, folder, file), [text]);
  io.stdout.write(`${reportLines(result, folder, isWritten).map(oneLine).join('\n')}\n`);
  return isWritten ? EXIT.allowed : EXIT.notEvaluated;
}

/** A folder with what an earlier run exported would keep the templates of policies that are gone. */
function refuseToMix(folder: string, shown: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new SluiceError(
      'USAGE',
      `${shown} holds something already; name another folder with -o, or write into it with --force`,
    );
  }
}

function reportLines(
  { exported, cases, leftOut, notes, files }: PolicyExport,
  folder: string,
  isWritten: boolean,
): readonly string[] {
  const constraints = exported.reduce((total, one) => total + one.constraints, 0);
  const policies = new Set([...exported, ...leftOut].map(({ policy }) => policy)).size;
  const whole = new Set(exported.map(({ policy }) => policy)).size;
  return [
    ...exported.map(({ policy, kind }) => `exported  ${policy} as ${kind}`),
    ...leftOut.map(({ policy, reason }) => `left out  ${policy}: ${reason}`),
    ...notes.map((note) => `note      ${note}`),
    `${whole} of ${policies} policies: ${exported.length} templates, ${constraints} constraints, ${cases} cases in the suite`,
    isWritten
      ? `wrote ${files.size} files; next: gator verify --enable-k8s-native-validation=false ${folder}`
      : 'wrote nothing',
  ];
}
