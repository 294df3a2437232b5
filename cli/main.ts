import { availableParallelism, homedir, tmpdir } from 'node:os';
import { defaultCacheDir } from '../src/node/cache/cache-store.ts';
import type { ShellIo } from '../src/node/output/shell-io.ts';
import { EXIT } from './exit-codes.ts';
import { printFault } from './print-fault.ts';
import { processOutput } from './process-output.ts';
import { run } from './run.ts';
import type { Shells } from './shells.ts';

/** The commands of the other shells. Shells do not import each other; the program that npm installs puts them together here. */
const SHELLS: Shells = {
  serve: { summary: 'Answer admission reviews of a Kubernetes API server', load: () => import('../webhook/main.ts') },
  audit: { summary: 'Judge what is in a cluster', load: () => import('../webhook/audit/main.ts') },
  gate: {
    summary: 'Promote a Git revision if all that it would deploy is allowed',
    load: () => import('../reconciler/main.ts'),
  },
};

/** More than any limit on input: an endless stream must not fill the memory before somebody looks at its size. */
const MOST_STDIN_BYTES = 256 * 1024 * 1024;

const argv = process.argv.slice(2);
const stdout = processOutput({ descriptor: 1, open: () => process.stdout, onError: onStdoutError });
const stderr = processOutput({ descriptor: 2, open: () => process.stderr, onError: () => undefined });
const io = processIo();

// Until a command says otherwise nothing was allowed: also when the event loop runs dry before the command has ended.
process.exitCode = EXIT.notEvaluated;
process.on('uncaughtException', stopOnDefect);
process.on('unhandledRejection', stopOnDefect);
// No handler for SIGINT: it could only run between two steps of a long evaluation, while Ctrl-C must end it at once.
// Servers, which have something to wind down, bring their own.

let outputFailed = false;
// Not awaited: the bundle is CommonJS, which knows no await at this level (docs/adr/0005-bundle.md).
void main();

async function main(): Promise<void> {
  const code = await run(argv, io, SHELLS);
  process.exitCode = outputFailed ? EXIT.notEvaluated : code;
  // Left to itself, Node collects garbage before it finds that there is nothing to do.
  if (stdout.isWritten() && stderr.isWritten()) process.exit();
}

function processIo(): ShellIo {
  return {
    stdout,
    stderr,
    readStdin,
    cwd: process.cwd(),
    env: process.env,
    now: () => new Date(),
    cacheDir: defaultCacheDir(process.env, process.platform, homeOrTemporary),
    // Loading what knows them takes longer than most commands want to know it.
    get cores() {
      return availableParallelism();
    },
  };
}

/** A user id without an account, as in some containers, has no home: what is cached then goes when the system likes. */
function homeOrTemporary(): string {
  try {
    return homedir();
  } catch {
    return tmpdir();
  }
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size > MOST_STDIN_BYTES) break;
  }
  return Buffer.concat(chunks);
}

/** Node would end with exit code 1 here, which says "violations". */
function stopOnDefect(thrown: unknown): void {
  printFault(thrown, undefined, io);
  process.exit(EXIT.notEvaluated);
}

/** Whoever closes the pipe, as `head` does, has read enough: the verdict stands. A full disk is another matter. */
function onStdoutError(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  outputFailed = true;
  process.exitCode = EXIT.notEvaluated;
  io.stderr.write(
    `error[OUTPUT_FAILED]: cannot write to standard output (${error.code ?? error.name}); the report is not whole\n`,
  );
}
