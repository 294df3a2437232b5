import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOf, SluiceError } from '../src/core/errors.ts';
import type { TlsMaterial } from './tls.ts';

export interface ListenOptions extends TlsMaterial {
  readonly port: number;
  /** Absent: every address. */
  readonly host?: string | undefined;
}

/** The API server keeps its connections; one that we close first costs it a request. */
const KEEP_ALIVE_MS = 120_000;
const HEADERS_MS = 5_000;
const REQUEST_MS = 15_000;
/** After this, whoever has not read his answer does not get it. */
const CLOSE_MS = 30_000;
const SWEEP_MS = 50;

/** A server that listens. Disposing of it lets every request that has begun get its answer. */
export class HttpsServer implements AsyncDisposable {
  /** `https://[::]:8443` */
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server, url: string) {
    this.#server = server;
    this.url = url;
  }

  /** @throws SluiceError SERVER_FAILED when the port is taken or not allowed */
  static async listen(handler: RequestListener, { port, host, cert, key }: ListenOptions): Promise<HttpsServer> {
    const server = createServer({ cert, key, minVersion: 'TLSv1.3', keepAliveTimeout: KEEP_ALIVE_MS }, handler);
    server.headersTimeout = HEADERS_MS;
    server.requestTimeout = REQUEST_MS;
    // Whatever knocks without speaking TLS is not our fault and not worth a word.
    server.on('tlsClientError', (_error, socket) => socket.destroy());
    try {
      const listening = once(server, 'listening');
      server.listen(port, host);
      await listening;
    } catch (error) {
      const place = `${host ?? ''}:${port}`;
      throw new SluiceError(
        'SERVER_FAILED',
        `cannot listen on ${place} (${messageOf(error)}); choose another --port or --host`,
        { cause: error },
      );
    }
    return new HttpsServer(server, urlOf(server.address()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    // A connection whose last answer is given stays open for the next request, which would never be answered.
    const sweep = setInterval(() => this.#server.closeIdleConnections(), SWEEP_MS);
    const impatience = setTimeout(() => this.#server.closeAllConnections(), CLOSE_MS);
    await closed;
    clearInterval(sweep);
    clearTimeout(impatience);
  }
}

function urlOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') return String(address);
  return `https://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
}
