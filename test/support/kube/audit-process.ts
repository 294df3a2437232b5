import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { programArguments } from '../program.ts';
import type { TemporaryFolder } from '../temporary-folder.ts';
import { GuardedProcess } from './guarded-process.ts';
import { pollUntil } from './poll-until.ts';

const environment = (folder: TemporaryFolder): NodeJS.ProcessEnv => ({
  ...process.env,
  SLUICE_CACHE_DIR: folder.at('cache'),
});

/** A `sluice audit` that goes on until it is stopped. */
export class AuditProcess implements AsyncDisposable {
  readonly process: GuardedProcess;

  private constructor(process: GuardedProcess) {
    this.process = process;
  }

  static async start(folder: TemporaryFolder, args: readonly string[]): Promise<AuditProcess> {
    const command = [process.execPath, ...programArguments(), 'audit', ...args];
    return new AuditProcess(await GuardedProcess.start(command, folder.path, environment(folder)));
  }

  /** Lines of its log about an event. */
  logged(event: string): readonly JsonObject[] {
    const lines = this.process.said.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
    return lines.map((line): JsonObject => JSON.parse(line)).filter((line) => line['event'] === event);
  }

  /** The next audit that begins after this is called: of the one that runs now nobody knows what it has seen. */
  audited(): Promise<JsonObject> {
    const wanted = this.logged('audit').length + 2;
    return this.until('another audit', () => this.logged('audit')[wanted - 1]);
  }

  /** Waits for an effect of it. @throws with what it said when it has ended, or nothing comes of it */
  async until<T>(what: string, ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
    try {
      return await pollUntil(async () => (await ask()) ?? this.#whileRunning(), { what });
    } catch (error) {
      throw new Error(`${String(error)}; it said: ${this.process.said.slice(-2000)}`, { cause: error });
    }
  }

  #whileRunning(): undefined {
    if (!this.process.isRunning) throw new Error('sluice audit has ended');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.process[Symbol.asyncDispose]();
  }
}

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of sluice to its end. */
export async function runSluice(folder: TemporaryFolder, args: readonly string[]): Promise<Finished> {
  const child = spawn(process.execPath, [...programArguments(), ...args], {
    cwd: folder.path,
    env: environment(folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { status, stdout, stderr };
}
