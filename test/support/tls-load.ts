import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { connect } from 'node:tls';

export interface TlsLoadOptions {
  /** Of 127.0.0.1. */
  readonly ports: readonly number[];
  /** The name by which the servers are called. */
  readonly servername: string;
  /** Whom to trust at this moment, by port, as PEM. */
  readonly trust: () => Promise<readonly string[]>;
}

/**
 * Asks servers without a pause whether they live, until it is stopped: each time once over a connection of its own, for which it
 * looks anew whom to trust, and once over one that stays open.
 */
export class TlsLoad {
  readonly #options: TlsLoadOptions;
  readonly #kept: readonly Agent[];
  readonly #running: Promise<void>;
  readonly #faults: string[] = [];
  #requests = 0;
  #isOver = false;

  constructor(options: TlsLoadOptions) {
    this.#options = options;
    this.#kept = options.ports.map(() => new Agent({ keepAlive: true, maxSockets: 1 }));
    this.#running = this.#run();
  }

  async stop(): Promise<{ readonly requests: number; readonly faults: readonly string[] }> {
    this.#isOver = true;
    await this.#running;
    for (const agent of this.#kept) agent.destroy();
    return { requests: this.#requests, faults: this.#faults };
  }

  async #run(): Promise<void> {
    while (!this.#isOver) {
      const bundles = await this.#options.trust();
      const asked = this.#options.ports.flatMap((port, index) => [
        this.#ask(port, bundles[index] ?? '', false),
        this.#ask(port, bundles[index] ?? '', this.#kept[index] ?? false),
      ]);
      await Promise.all(asked);
    }
  }

  async #ask(port: number, ca: string, agent: Agent | false): Promise<void> {
    this.#requests += 1;
    const { servername } = this.#options;
    try {
      const call = request({ host: '127.0.0.1', port, path: '/healthz', ca, servername, agent });
      call.end();
      const [answer]: readonly IncomingMessage[] = await once(call, 'response');
      answer?.resume();
      if (answer?.statusCode !== 200) this.#faults.push(`status ${answer?.statusCode}`);
      await once(answer ?? call, 'end');
    } catch (error) {
      this.#faults.push(String(error));
    }
  }
}

/** The certificate that a server on 127.0.0.1 shows to a new connection. */
export async function servedCertificate(port: number): Promise<X509Certificate> {
  const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
  try {
    await once(socket, 'secureConnect');
    const certificate = socket.getPeerX509Certificate();
    if (certificate === undefined) throw new Error('the server shows no certificate');
    return certificate;
  } finally {
    socket.destroy();
  }
}
