import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { SluiceError } from '../../core/errors.ts';
import { GIT_SETTINGS, type GitPlace } from './git-environment.ts';
import { gitFailure } from './git-failure.ts';

/** Kept of what Git says on its way; the rest is read and dropped, so that it never stops for a full pipe. */
const MAX_COMPLAINT = 8192;

/** Enough for every command whose whole answer is wanted as one text. */
const MAX_TEXT = 1024 * 1024;

export interface GitOptions {
  /** What Git reads on its standard input, taken as fast as Git takes it. */
  readonly input?: Iterable<string> | AsyncIterable<string>;
  /** Exit codes that are an answer and no failure, besides 0. */
  readonly answers?: readonly number[];
  /** Milliseconds after which Git is ended; for commands that wait for a server. */
  readonly timeoutMs?: number;
  /**
   * Waits for Git, this thread with all that it has to do: for a short answer of a repository that is not large. What reads the output
   * of processes as it comes takes Node longer to load, and to run for the first time, than Git takes to answer.
   */
  readonly isShort?: boolean;
}

/**
 * Runs Git and hands on what it prints, as it comes and as fast as it is taken. A caller that stops early ends Git too.
 * @throws SluiceError GIT_FAILED unless Git ended well
 */
export const gitOutput = (
  place: GitPlace,
  args: readonly string[],
  options: GitOptions = {},
): AsyncGenerator<Buffer, void, undefined> =>
  options.isShort === true ? waitedOutput(place, args, options) : streamedOutput(place, args, options);

async function* streamedOutput(
  place: GitPlace,
  args: readonly string[],
  { input, answers = [], timeoutMs }: GitOptions,
): AsyncGenerator<Buffer, void, undefined> {
  const options = {
    ...optionsOf(place),
    ...(timeoutMs === undefined ? {} : ({ timeout: timeoutMs, killSignal: 'SIGKILL' } as const)),
  };
  const child =
    input === undefined
      ? spawn('git', withSettings(args), { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
      : spawn('git', withSettings(args), { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = endOf(child);
  const complaint = collect(child.stderr);
  const fed = child.stdin === null || input === undefined ? undefined : feed(child.stdin, input);
  try {
    for await (const chunk of child.stdout) yield chunk;
    const [ending, said] = await Promise.all([ended, complaint, fed]);
    expectAnswer(place, args, answers, ending, said);
  } finally {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  }
}

/** A longer answer is asked for again, and read as it comes. */
const MAX_SHORT = 8 * 1024 * 1024;

async function* waitedOutput(
  place: GitPlace,
  args: readonly string[],
  { input, answers = [] }: GitOptions,
): AsyncGenerator<Buffer, void, undefined> {
  const text = input === undefined ? undefined : await textOf(input);
  const asked = text === undefined ? {} : { input: Buffer.from(text) };
  const { error, status, signal, stdout, stderr } = spawnSync('git', withSettings(args), {
    ...optionsOf(place),
    ...asked,
    stdio: [text === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    maxBuffer: MAX_SHORT,
    encoding: 'buffer',
  });
  if (isTooLong(error)) {
    yield* streamedOutput(place, args, { answers, ...(text === undefined ? {} : { input: [text] }) });
    return;
  }
  const ending = error === undefined ? endingOf(status, signal) : { ending: 'not started', cause: error };
  // Git that did not start has said nothing.
  expectAnswer(place, args, answers, ending, error === undefined ? stderr.toString('utf8', 0, MAX_COMPLAINT) : '');
  if (stdout.length > 0) yield stdout;
}

const isTooLong = (error: Error | undefined): boolean =>
  error !== undefined && 'code' in error && error.code === 'ENOBUFS';

async function textOf(pieces: Iterable<string> | AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

const withSettings = (args: readonly string[]): readonly string[] => [
  ...GIT_SETTINGS.flatMap((one) => ['-c', one]),
  ...args,
];

const optionsOf = ({ cwd, env }: GitPlace): GitPlace & { readonly windowsHide: true } => ({
  cwd,
  env,
  windowsHide: true,
});

function expectAnswer(
  place: GitPlace,
  args: readonly string[],
  answers: readonly number[],
  { ending, code, cause }: Ending,
  complaint: string,
): void {
  if (code !== undefined && (code === 0 || answers.includes(code))) return;
  throw gitFailure(place, { args, complaint, ending, cause });
}

/** The whole answer of a short command, as text. */
export async function gitText(place: GitPlace, args: readonly string[], options: GitOptions = {}): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of gitOutput(place, args, options)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_TEXT)
      throw new SluiceError('GIT_FAILED', `git ${args[0] ?? ''} said more than ${MAX_TEXT} bytes in ${place.cwd}`);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const NUL = 0;
const LINE_FEED = 10;

/** The records of a command that ends each with NUL: the only way in which paths come out as they are. */
export const gitRecords = (
  place: GitPlace,
  args: readonly string[],
  options: GitOptions = {},
): AsyncGenerator<string, void, undefined> => gitParts(place, args, options, NUL);

/** The lines of a command that prints ids, and no paths. */
export const gitLines = (
  place: GitPlace,
  args: readonly string[],
  options: GitOptions = {},
): AsyncGenerator<string, void, undefined> => gitParts(place, args, options, LINE_FEED);

async function* gitParts(
  place: GitPlace,
  args: readonly string[],
  options: GitOptions,
  separator: number,
): AsyncGenerator<string, void, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of gitOutput(place, args, options)) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(separator); end >= 0; end = bytes.indexOf(separator, start)) {
      yield bytes.toString('utf8', start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > MAX_TEXT) break;
  }
  if (rest.length > 0)
    throw new SluiceError(
      'GIT_FAILED',
      `git ${args[0] ?? ''} gave a record without an end in ${place.cwd}; run "git fsck" there`,
    );
}

const IDS_AT_ONCE = 1024;

/** Ids as Git reads them, one a line. Git takes them as it answers; all of them as one text would be held twice. */
export function* idLines(ids: readonly string[]): Generator<string, void, undefined> {
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE)
    yield `${ids.slice(from, from + IDS_AT_ONCE).join('\n')}\n`;
}

interface Ending {
  /** For messages: `exit 128`, `signal SIGKILL`. */
  readonly ending: string;
  readonly code?: number;
  readonly cause?: unknown;
}

function endOf(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    child.once('error', (cause) => resolve({ ending: 'not started', cause }));
    child.once('close', (code, signal) => resolve(endingOf(code, signal)));
  });
}

const endingOf = (code: number | null, signal: string | null): Ending =>
  code === null ? { ending: `signal ${signal ?? ''}` } : { ending: `exit ${code}`, code };

// By events: one call of Git is short, and the ways of streams that wait take as long to set up.

function collect(stream: Readable): Promise<string> {
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    if (text.length < MAX_COMPLAINT) text += String(chunk);
  });
  return new Promise((resolve) => void stream.once('close', () => resolve(text.slice(0, MAX_COMPLAINT))));
}

/** Git may end before it has read everything; why it did is in its exit code, not in the broken pipe. */
async function feed(stdin: Writable, input: Iterable<string> | AsyncIterable<string>): Promise<void> {
  stdin.on('error', () => stdin.destroy());
  try {
    for await (const text of input) {
      if (stdin.destroyed) return;
      if (!stdin.write(text)) await drained(stdin);
    }
    stdin.end();
  } catch {
    stdin.destroy();
  }
}

/** Resolves when more can be written, or nothing any more. */
function drained(stdin: Writable): Promise<void> {
  return new Promise((resolve) => {
    const goOn = (): void => {
      stdin.off('drain', goOn).off('close', goOn);
      resolve();
    };
    stdin.on('drain', goOn).on('close', goOn);
    if (stdin.destroyed) goOn();
  });
}
