import { once } from 'node:events';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOf, SluiceError } from '../../src/core/errors.ts';
import type { TlsMaterial } from './tls.ts';

export type TlsVersion = '1.2' | '1.3';

export interface ListenOptions extends TlsMaterial {
  readonly port: number;
  /** Absent: every address. */
  readonly host?: string | undefined;
  /** The oldest that is spoken. Default: 1.3. */
  readonly minVersion?: TlsVersion | undefined;
  /** Authorities by which clients are asked for a certificate. Absent: they are not asked. */
  readonly clientCa?: Buffer | undefined;
  /** Milliseconds in which a request must have come in whole. Default: 15 seconds. */
  readonly requestMs?: number;
}

/** The API server keeps its connections; one that we close first costs it a request. */
const KEEP_ALIVE_MS = 120_000;
const HANDSHAKE_MS = 5_000;
const HEADERS_MS = 5_000;
const REQUEST_MS = 15_000;
/** How often it is looked who takes longer than that. */
const CHECK_MS = 1_000;
const MAX_HEADER_BYTES = 16_384;
/** An API server has a few; the rest is for mistakes. */
const MAX_CONNECTIONS = 1_000;
/** After this, whoever has not read his answer does not get it. */
const CLOSE_MS = 30_000;
const SWEEP_MS = 50;

/** A server that listens. Disposing of it lets every request that has begun get its answer. */
export class HttpsServer implements AsyncDisposable {
  /** `https://[::]:8443` */
  readonly url: string;
  readonly #server: Server;
  readonly #options: ListenOptions;

  private constructor(server: Server, options: ListenOptions) {
    this.#server = server;
    this.#options = options;
    this.url = urlOf(server.address());
  }

  /** @throws SluiceError SERVER_FAILED when the port is taken or not allowed */
  static async listen(handler: RequestListener, options: ListenOptions): Promise<HttpsServer> {
    const { port, host } = options;
    const server = createServer({ ...LIMITS, ...tlsOptions(options, options) }, handler);
    server.requestTimeout = options.requestMs ?? REQUEST_MS;
    server.headersTimeout = Math.min(HEADERS_MS, server.requestTimeout);
    server.maxConnections = MAX_CONNECTIONS;
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
    return new HttpsServer(server, options);
  }

  /** New connections get this certificate; those that are open go on as they are. */
  renew(material: TlsMaterial): void {
    this.#server.setSecureContext(tlsOptions(this.#options, material));
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

const LIMITS = {
  keepAliveTimeout: KEEP_ALIVE_MS,
  handshakeTimeout: HANDSHAKE_MS,
  connectionsCheckingInterval: CHECK_MS,
  maxHeaderSize: MAX_HEADER_BYTES,
} as const;

/** A client without a certificate may connect, and is told why it is not listened to. */
function tlsOptions({ minVersion, clientCa }: ListenOptions, { cert, key }: TlsMaterial): ServerOptions {
  return {
    cert,
    key,
    minVersion: minVersion === '1.2' ? 'TLSv1.2' : 'TLSv1.3',
    ...(clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: false }),
  };
}

function urlOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') return String(address);
  return `https://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
}
