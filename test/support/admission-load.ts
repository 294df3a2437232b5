import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { objectAt, valueAt } from '../../src/core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../src/core/model/json.ts';
import { admissionReview } from './admission-review.ts';

export interface LoadedServer {
  /** `https://127.0.0.1:PORT` */
  readonly url: string;
  /** Whom to trust, as PEM. */
  readonly authority: string;
}

export interface AdmissionLoadOptions {
  readonly servers: readonly LoadedServer[];
  /** Pods by name, and what is wrong with an answer about one; undefined: nothing. */
  readonly expected: Readonly<Record<string, (response: JsonObject) => string | undefined>>;
  /** Who asks each server at the same time. Default: 4; every second one opens a connection each time. */
  readonly callers?: number;
  /** Milliseconds that each of them pauses after having asked about every Pod: what a server needs in memory depends on how much is asked. Default: 0. */
  readonly pauseMs?: number;
}

export interface LoadOutcome {
  /** Answers that were as they should be. */
  readonly right: number;
  /** Answers that were not. The worst is an allow of what must be refused. */
  readonly wrong: readonly string[];
  /** Requests without an answer: of a connection that broke, or could not be made. */
  readonly lost: readonly string[];
  /** The same, while this process itself stood still for so long that a server may give up waiting for it. */
  readonly starved: number;
}

/** A server waits 5 seconds for a handshake, and for a head. */
const STALL_MS = 2000;
const BEAT_MS = 100;

/** Complains about any answer but "allowed". */
export const allowed = (response: JsonObject): string | undefined =>
  response['allowed'] === true ? undefined : `not allowed: ${JSON.stringify(response['status'])}`;

/** Complains about any answer but a refusal by a policy. */
export const denied = (response: JsonObject): string | undefined =>
  response['allowed'] === false && valueAt(response, ['status', 'code']) === 403
    ? undefined
    : `not denied: ${JSON.stringify(response)}`;

/** Asks servers for verdicts, and looks at each, until it is stopped. */
export class AdmissionLoad {
  readonly #options: AdmissionLoadOptions;
  readonly #agents: Agent[] = [];
  readonly #running: Promise<unknown>;
  readonly #right: number[];
  readonly #wrong: string[] = [];
  readonly #lost: string[] = [];
  readonly #heart: NodeJS.Timeout;
  #beatAt: number = performance.now();
  #stalledAt = Number.NEGATIVE_INFINITY;
  #starved = 0;
  #isOver = false;

  constructor(options: AdmissionLoadOptions) {
    this.#options = options;
    this.#right = options.servers.map(() => 0);
    this.#heart = setInterval(() => this.#beat(), BEAT_MS);
    const { servers, callers = 4 } = options;
    const each = servers.flatMap((server, index) =>
      Array.from({ length: callers }, (_, n) => [server, index, n] as const),
    );
    this.#running = Promise.all(each.map(([server, index, n]) => this.#call(server, index, n % 2 === 0)));
  }

  /** Right answers of each server so far. */
  get right(): readonly number[] {
    return this.#right;
  }

  /** What went wrong so far. */
  get faults(): readonly string[] {
    return [...this.#wrong, ...this.#lost];
  }

  async stop(): Promise<LoadOutcome> {
    this.#isOver = true;
    await this.#running;
    clearInterval(this.#heart);
    for (const agent of this.#agents) agent.destroy();
    const right = this.#right.reduce((a, b) => a + b);
    return { right, wrong: this.#wrong, lost: this.#lost, starved: this.#starved };
  }

  #beat(): void {
    const now = performance.now();
    if (now - this.#beatAt > STALL_MS) this.#stalledAt = now;
    this.#beatAt = now;
  }

  async #call(server: LoadedServer, index: number, keepsAlive: boolean): Promise<void> {
    const agent = keepsAlive ? new Agent({ keepAlive: true, maxSockets: 1, ca: server.authority }) : false;
    if (agent !== false) this.#agents.push(agent);
    const { expected, pauseMs = 0 } = this.#options;
    while (!this.#isOver) {
      for (const name of Object.keys(expected)) await this.#ask(server, index, name, agent);
      if (pauseMs > 0) await delay(pauseMs);
    }
  }

  async #ask(server: LoadedServer, index: number, name: string, agent: Agent | false): Promise<void> {
    const begin = performance.now();
    try {
      const complaint = await this.#complaintAbout(server, name, agent);
      if (complaint === undefined) this.#right[index] = (this.#right[index] ?? 0) + 1;
      else this.#wrong.push(`${name}: ${complaint}`);
    } catch (error) {
      this.#lose(error, begin, agent === false ? 'a new connection' : 'one that stays open');
      // Whoever is gone refuses connections faster than anybody wants to ask.
      await delay(20);
    }
  }

  #lose(error: unknown, begin: number, where: string): void {
    this.#beat();
    if (this.#stalledAt >= begin) this.#starved += 1;
    else this.#lost.push(`${String(error)}, on ${where}, after ${Math.round(performance.now() - begin)} ms`);
  }

  async #complaintAbout(
    { url, authority }: LoadedServer,
    name: string,
    agent: Agent | false,
  ): Promise<string | undefined> {
    const headers = { 'content-type': 'application/json' };
    const call = request(`${url}/v1/admit?timeout=30s`, { method: 'POST', agent, ca: authority, headers });
    call.end(JSON.stringify(admissionReview({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' } })));
    const [answer]: readonly IncomingMessage[] = await once(call, 'response');
    if (answer === undefined) throw new Error('there is no answer');
    const body = await text(answer);
    if (answer.statusCode !== 200) return `HTTP ${answer.statusCode}: ${body}`;
    return this.#options.expected[name]?.(objectAt(JSON.parse(body), ['response']));
  }
}
