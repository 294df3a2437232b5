import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';

export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly authorization: string | undefined;
  readonly host: string | undefined;
  readonly body: string;
}

export type Answer = (request: SeenRequest, response: ServerResponse) => void;

/** A server on loopback that answers as a test wants, and keeps what it was asked. */
export class TestServer implements AsyncDisposable {
  readonly seen: SeenRequest[] = [];
  /** How many were made. */
  connections = 0;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @param port absent: any that is free */
  static async start(answer: Answer, port = 0): Promise<TestServer> {
    const server = createServer();
    const started = new TestServer(server);
    server.on('connection', () => {
      started.connections += 1;
    });
    server.on('request', (request, response) => void started.#answer(request, response, answer));
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return started;
  }

  /** `127.0.0.1:PORT` */
  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port');
    return address.port;
  }

  url(path: string): URL {
    return new URL(path, `http://${this.host}`);
  }

  async #answer(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { method = '', url = '', headers } = request;
    const seen = { method, url, authorization: headers.authorization, host: headers.host };
    this.seen.push({ ...seen, body: Buffer.concat(chunks).toString('utf8') });
    answer({ ...seen, body: Buffer.concat(chunks).toString('utf8') }, response);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
