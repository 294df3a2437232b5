import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { messageOf, SluiceError } from '../../src/core/errors.ts';
import { EXPOSITION_TYPE, expose } from './exposition.ts';
import type { Metric } from './metric.ts';

export interface MetricsPlace {
  readonly port: number;
  /** Absent: every address. */
  readonly host?: string | undefined;
}

const REQUEST_MS = 5_000;
const MAX_CONNECTIONS = 32;

/** `GET /metrics`; 404 for anything else. */
export function metricsListener(metrics: readonly Metric[]): RequestListener {
  return ({ url = '', method }, response) => {
    const isAsked = url.split('?', 1)[0] === '/metrics' && (method === 'GET' || method === 'HEAD');
    if (isAsked) response.writeHead(200, { 'content-type': EXPOSITION_TYPE }).end(expose(metrics));
    else response.writeHead(404, { 'content-type': 'text/plain' }).end('there is /metrics\n');
  };
}

/** Metrics over plain HTTP, on a port of their own: there is nothing in them that a scraper would need a certificate for. */
export class MetricsServer implements AsyncDisposable {
  readonly port: number;
  readonly #server: Server;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  /** @throws SluiceError SERVER_FAILED when the port is taken or not allowed */
  static async listen(metrics: readonly Metric[], { port, host }: MetricsPlace): Promise<MetricsServer> {
    const server = createServer(
      { connectionsCheckingInterval: REQUEST_MS, requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS },
      metricsListener(metrics),
    );
    server.maxConnections = MAX_CONNECTIONS;
    try {
      const listening = once(server, 'listening');
      server.listen(port, host);
      await listening;
    } catch (error) {
      throw new SluiceError(
        'SERVER_FAILED',
        `cannot listen on ${host ?? ''}:${port} for metrics (${messageOf(error)}); choose another --metrics-port`,
        { cause: error },
      );
    }
    const address = server.address();
    return new MetricsServer(server, typeof address === 'object' && address !== null ? address.port : port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
