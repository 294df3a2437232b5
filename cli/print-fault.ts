import { ERROR_CODES, messageOf, type ErrorCode, type SluiceError } from '../src/core/errors.ts';
import { visibleLines } from '../src/core/report/safe-text.ts';
import { paintFor } from '../src/node/output/paint.ts';
import type { ShellIo } from '../src/node/output/shell-io.ts';

/**
 * Says on stderr what went wrong and what to do. A fault of the SluiceError family has its message; anything else is a defect
 * of sluice, of which only the place is shown: its message may quote what was being read, and that may be a secret.
 */
export function printFault(
  thrown: unknown,
  command: string | undefined,
  { stderr, env }: Pick<ShellIo, 'stderr' | 'env'>,
  noColor = false,
): void {
  const paint = paintFor(stderr, env, noColor);
  const { code, message, hint } = isSluiceError(thrown)
    ? knownFault(thrown, command)
    : defect(thrown, isDebugging(env));
  const [first = '', ...rest] = message.split('\n').flatMap(visibleLines);
  const lines =
    rest.length === 0
      ? [`${paint('error', `error[${code}]`)}: ${first}`]
      : [`${paint('error', `error[${code}]`)}:`, ...indent([first, ...rest])];
  stderr.write(`${[...lines, ...hint.map((line) => `  ${paint('success', 'hint:')} ${line}`)].join('\n')}\n`);
}

interface PrintedFault {
  readonly code: string;
  readonly message: string;
  readonly hint: readonly string[];
}

/** By name and code, not by class: where the module is loaded twice, as test loaders do, each copy has a class of its own. */
function isSluiceError(thrown: unknown): thrown is SluiceError {
  return thrown instanceof Error && thrown.name === 'SluiceError' && 'code' in thrown && isErrorCode(thrown.code);
}

const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);

const isDebugging = (env: ShellIo['env']): boolean => env['SLUICE_DEBUG'] === '1';

const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

function knownFault({ code, message }: SluiceError, command: string | undefined): PrintedFault {
  return { code, message, hint: [hintFor(code, command)] };
}

function hintFor(code: ErrorCode, command: string | undefined): string {
  if (code !== 'USAGE') return `"sluice explain ${code}" says what this means and what to do`;
  return command === undefined ? '"sluice help" lists the commands' : `"sluice ${command} --help" lists the flags`;
}

/** `TypeError`, and where it was thrown: enough to find the defect, and nothing of what was being judged. */
function defect(thrown: unknown, showsMessage: boolean): PrintedFault {
  const name = thrown instanceof Error ? thrown.constructor.name : typeof thrown;
  const message = showsMessage ? [messageOf(thrown)] : [];
  const frames = thrown instanceof Error ? (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  return {
    code: 'INTERNAL',
    message: [
      `sluice stopped on a defect of its own (${name})`,
      ...message,
      ...frames.slice(0, 8).map((line) => line.trim()),
    ].join('\n'),
    hint: [
      'nothing was allowed; please report this with the lines above, the command line and the output of "sluice version"',
      'the message of the fault is left out because it may quote the file that was read; SLUICE_DEBUG=1 shows it',
    ],
  };
}
