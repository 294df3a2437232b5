import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:https';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import type { JsonObject } from '../../src/core/model/json.ts';
import { admissionReview } from './admission-review.ts';
import { selfSignedCertificate } from './certificate.ts';
import { patiently, programArguments } from './program.ts';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

const { cert, key } = selfSignedCertificate();

/** `sluice serve` as a process, in a folder of its own. */
export class ServeProcess implements AsyncDisposable {
  readonly folder: TemporaryFolder = temporaryFolder();
  readonly #agent = new Agent({ keepAlive: true, ca: cert });
  readonly #lines: string[] = [];
  #heard = 0;
  #onLine: (() => void) | undefined;
  #process: ChildProcessByStdio<null, null, Readable> | undefined;
  #hasEnded = false;
  /** Of Node itself. */
  readonly #nodeArguments: readonly string[];
  /** Variables of its environment besides our own. */
  readonly #env: Readonly<Record<string, string>>;
  url = '';

  constructor(nodeArguments: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
    this.#nodeArguments = nodeArguments;
    this.#env = env;
    this.folder.write('tls.crt', cert);
    this.folder.write('tls.key', key);
  }

  /** Everything that it has written so far. */
  get said(): string {
    return this.#lines.join('\n');
  }

  /** Starts it, and waits until it listens. */
  async listen(...args: readonly string[]): Promise<void> {
    const fixed = ['--port', '0', '--host', '127.0.0.1', '--tls-cert', 'tls.crt', '--tls-key', 'tls.key'];
    const env = { ...process.env, ...this.#env, SLUICE_CACHE_DIR: this.folder.at('cache') };
    this.#process = spawn(
      process.execPath,
      [...this.#nodeArguments, ...programArguments(), 'serve', ...fixed, ...patiently(args)],
      {
        cwd: this.folder.path,
        env,
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    const lines = createInterface(this.#process.stderr);
    lines.on('line', (line) => {
      this.#lines.push(line);
      this.#onLine?.();
    });
    lines.once('close', () => {
      this.#hasEnded = true;
      this.#onLine?.();
    });
    const line = await this.#next((one) => one.startsWith('listening on '));
    this.url = /https:[^,]+/.exec(line)?.[0] ?? expect.fail(line);
  }

  /** The next line of the log about an event. */
  async logged(event: string): Promise<JsonObject> {
    return JSON.parse(await this.#next((line) => line.startsWith('{') && JSON.parse(line).event === event));
  }

  /** The `response` to a Pod of this name that is being created. */
  async admit(name: string): Promise<JsonObject> {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' } };
    const headers = { 'content-type': 'application/json' };
    const call = request(`${this.url}/v1/admit?timeout=30s`, { method: 'POST', agent: this.#agent, headers });
    call.end(JSON.stringify(admissionReview(pod)));
    const [answer] = await once(call, 'response');
    const body = await text(answer);
    return answer.statusCode === 200 ? JSON.parse(body).response : expect.fail(body);
  }

  async get(path: string, accept = '*/*'): Promise<{ readonly status: number; readonly text: string }> {
    const call = request(`${this.url}${path}`, { agent: this.#agent, headers: { accept } }).end();
    const [answer] = await once(call, 'response');
    return { status: answer.statusCode, text: await text(answer) };
  }

  /** For whoever asks it without this. */
  get place(): { readonly url: string; readonly authority: string } {
    return { url: this.url, authority: cert };
  }

  /** Bytes that the system has given it. It must have been told to serve metrics. */
  async residentBytes(): Promise<number> {
    const [, port] = /metrics on port (\d+)/.exec(this.said) ?? expect.fail('it serves no metrics');
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    return Number(/^process_resident_memory_bytes (\S+)$/m.exec(metrics)?.[1] ?? expect.fail(metrics));
  }

  kill(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy();
    if (this.#process !== undefined && !this.#hasEnded) {
      const ended = once(this.#process, 'exit');
      this.#process.kill('SIGKILL');
      await ended;
    }
    this.folder[Symbol.dispose]();
  }

  async #next(matches: (line: string) => boolean): Promise<string> {
    for (;;) {
      const at = this.#lines.findIndex((line, index) => index >= this.#heard && matches(line));
      const line = this.#lines[at];
      if (line !== undefined) {
        this.#heard = at + 1;
        return line;
      }
      if (this.#hasEnded) return expect.fail(`it has ended: ${this.said}`);
      await new Promise<void>((resolve) => (this.#onLine = resolve));
    }
  }
}
