import { ERROR_CODES, SluiceError, type ErrorCode } from '../../src/core/errors.ts';
import { FAULT_CODES } from '../../src/core/documents/document.ts';
import { loadConfig } from '../../src/node/config/load-config.ts';
import type { FlagTable } from '../../src/node/flags/flag.ts';
import type { ParsedFlags } from '../../src/node/flags/parse-flags.ts';
import { createCommand, type Command } from '../../src/node/flags/run-command.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import { EXIT } from '../exit-codes.ts';
import { explainError } from '../explain/explain-error.ts';
import { explainPolicy, listPolicies } from '../explain/explain-policy.ts';
import { explainVerdict } from '../explain/explain-verdict.ts';
import { CACHE_FLAGS, POLICY_FLAGS, toPolicyRequest } from '../../src/node/flags/policy-flags.ts';

const FLAGS = {
  report: {
    kind: 'text',
    value: 'FILE',
    group: 'Verdicts',
    description: 'The JSON report of an earlier run, in which the verdict is looked up.',
  },
  ...POLICY_FLAGS,
  ...CACHE_FLAGS,
} as const satisfies FlagTable;

/** `sluice explain`: what a policy wants, what an error means, or what was decided earlier and whether it still holds. */
export const explain: Command = createCommand(
  {
    name: 'explain',
    summary: 'explain a policy, an error code or an earlier verdict',
    usage: ['[FLAGS]', '[FLAGS] POLICY', 'CODE', '[FLAGS] --report FILE VERDICT'],
    description:
      'Without an argument, lists the policies that apply here. A VERDICT is the id that a report prints, whole or its first 8 characters and more: sluice shows what was decided on which object, judges that file again, and says whether the verdict still holds.',
    operands: { min: 0, max: 1, name: 'POLICY, CODE or VERDICT' },
    flags: FLAGS,
    examples: [
      {
        command: 'sluice explain no-host-paths',
        meaning: 'What the policy forbids, what to write instead, its parameters.',
      },
      { command: 'sluice explain CONFIG_INVALID', meaning: 'What the error means and what to do.' },
      {
        command: 'sluice explain --report report.json 1f3a9c02',
        meaning: 'What was decided then, and whether it still is so.',
      },
    ],
    exitCodes: [
      [EXIT.allowed, 'explained, whatever the verdict was or is'],
      [EXIT.notEvaluated, 'there is nothing of that name, or it cannot be read or judged'],
    ],
  },
  runExplain,
);

async function runExplain({ flags, operands }: ParsedFlags<typeof FLAGS>, io: ShellIo): Promise<number> {
  const [subject] = operands;
  io.stdout.write(await explanation(subject, flags, io));
  return EXIT.allowed;
}

async function explanation(
  subject: string | undefined,
  flags: ParsedFlags<typeof FLAGS>['flags'],
  io: ShellIo,
): Promise<string> {
  const code = subject?.toUpperCase();
  if (code !== undefined && isErrorCode(code)) return explainError(code);
  if (FAULT_CODES.some((fault) => fault === subject)) return explainError('INPUT_INVALID');
  const config = await loadConfig({ cwd: io.cwd, file: flags.config });
  const request = toPolicyRequest(flags, config, io);
  if (subject === undefined) return listPolicies(request);
  if (flags.report !== undefined) return explainVerdict(subject, { ...request, report: flags.report, io });
  if (isVerdictId(subject)) {
    throw new SluiceError(
      'USAGE',
      `"${subject}" looks like a verdict id; say which report holds it: --report FILE, written with -o json=FILE`,
    );
  }
  return explainPolicy(subject, request);
}

const isErrorCode = (word: string): word is ErrorCode => Object.hasOwn(ERROR_CODES, word);

/** A policy may be called `deadbeef`, but hardly with a digit in it and nothing beyond f. */
const isVerdictId = (word: string): boolean => /^(?:sha256:)?(?=.*\d)[0-9a-f]{8,64}$/.test(word);
