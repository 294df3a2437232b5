import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/**
 * The shell kills the program as soon as its own standard input ends, and that ends with this process, however it dies: tests
 * that are killed leave nothing running. It says the program's process id first.
 */
const GUARD = `exec 3<&0
"$@" </dev/null 3<&- &
program=$!
echo $program
{ cat <&3; kill -KILL $program; } >/dev/null 2>&1 &
guard=$!
wait $program
status=$?
kill $guard
exit $status`;

const KEPT_OUTPUT = 65_536;

/** A program that never outlives this process, and does not keep it alive either. */
export class GuardedProcess implements AsyncDisposable {
  readonly #shell: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #ended: Promise<unknown>;
  #pid = 0;
  #said = '';

  private constructor(command: readonly string[], cwd: string, env: NodeJS.ProcessEnv) {
    const script = ['-c', GUARD, 'guard', ...command];
    this.#shell = spawn('sh', script, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#ended = once(this.#shell, 'exit');
    for (const stream of [this.#shell.stdout, this.#shell.stderr]) stream.on('data', (chunk) => this.#hear(chunk));
    this.#shell.stdin.on('error', () => undefined);
  }

  /** Starts a program in a folder. One that cannot be started is one that has ended. */
  static async start(
    command: readonly string[],
    cwd: string,
    env: NodeJS.ProcessEnv = process.env,
  ): Promise<GuardedProcess> {
    const guarded = new GuardedProcess(command, cwd, env);
    const [pid] = await once(guarded.#shell.stdout, 'data');
    guarded.#pid = Number.parseInt(String(pid), 10);
    return guarded;
  }

  /** Resolves with the exit code, or with 128 and more when a signal ended it. */
  async ended(): Promise<number> {
    await this.#ended;
    return this.#shell.exitCode ?? 128;
  }

  /** The end of what it has written so far. */
  get said(): string {
    return this.#said;
  }

  get isRunning(): boolean {
    return this.#shell.exitCode === null && this.#shell.signalCode === null;
  }

  /** Lets this process end while the program runs; the program ends then, too. */
  unref(): void {
    this.#shell.unref();
    for (const stream of [this.#shell.stdin, this.#shell.stdout, this.#shell.stderr]) {
      if ('unref' in stream && typeof stream.unref === 'function') stream.unref();
    }
  }

  /** Sends it a signal: SIGSTOP makes it hang, SIGKILL ends it at once. */
  signal(signal: NodeJS.Signals): void {
    try {
      if (this.isRunning) process.kill(this.#pid, signal);
    } catch (error) {
      // It has ended, and nobody has told us yet.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }

  /** Kills it as `kill -9` does, and waits until it is gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#shell.stdin.end();
    if (this.isRunning) {
      this.#shell.ref();
      await this.#ended;
    }
  }

  #hear(chunk: unknown): void {
    this.#said = (this.#said + String(chunk)).slice(-KEPT_OUTPUT);
  }
}
