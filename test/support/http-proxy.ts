import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Certificate } from './certificate.ts';

export interface AskedProxy {
  /** `CONNECT`, or that of the request that is forwarded. */
  readonly method: string;
  /** `host:port`, or a whole address. */
  readonly target: string;
  readonly authorization: string | undefined;
}

export interface HttpProxyOptions {
  /** The proxy itself then speaks TLS. */
  readonly tls?: Certificate;
  /** `USER:PASSWORD`; others are answered with 407. */
  readonly credentials?: string;
  /** Where names lead: a port of this machine by `host:port`. Nobody is at others. */
  readonly leads?: Readonly<Record<string, number>>;
  /** In place of connecting. */
  readonly onConnect?: (socket: Duplex) => void;
}

/** A real proxy on loopback: it connects (CONNECT), forwards what comes with a whole address, and keeps who was asked for. */
export class HttpProxy implements AsyncDisposable {
  readonly asked: AskedProxy[] = [];
  readonly #server: Server;
  readonly #options: HttpProxyOptions;
  readonly #sockets = new Set<Duplex>();

  private constructor(server: Server, options: HttpProxyOptions) {
    this.#server = server;
    this.#options = options;
    server.on('connection', (socket: Socket) => this.#keep(socket));
    server.on('connect', (incoming, socket) => this.#connect(incoming, socket));
    server.on('request', (incoming, response) => this.#forward(incoming, response));
  }

  static async start(options: HttpProxyOptions = {}): Promise<HttpProxy> {
    const server = options.tls === undefined ? createServer() : createSecureServer(options.tls);
    const started = new HttpProxy(server, options);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return started;
  }

  /** `127.0.0.1:PORT` */
  get host(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy does not listen on a port');
    return `127.0.0.1:${address.port}`;
  }

  /** Breaks off whatever goes through it. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Resolves when nobody is connected any more. */
  async isForgotten(): Promise<void> {
    await Promise.all(Array.from(this.#sockets, (socket) => once(socket, 'close')));
  }

  #connect(incoming: IncomingMessage, socket: Duplex): void {
    this.#keep(socket);
    if (!this.#admits(incoming)) return void socket.end('HTTP/1.1 407 Who are you\r\nContent-Length: 5\r\n\r\nhello');
    if (this.#options.onConnect !== undefined) return this.#options.onConnect(socket);
    const upstream = connect(this.#options.leads?.[incoming.url ?? ''] ?? 1, '127.0.0.1');
    this.#keep(upstream);
    upstream.once('connect', () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n');
      socket.pipe(upstream).pipe(socket);
    });
    upstream.once('error', () => void socket.end('HTTP/1.1 502 Nobody there\r\n\r\n'));
  }

  #forward(incoming: IncomingMessage, response: ServerResponse): void {
    if (!this.#admits(incoming)) return void response.writeHead(407).end('hello');
    const { 'proxy-authorization': _, ...headers } = incoming.headers;
    const url = new URL(incoming.url ?? '');
    const port = this.#options.leads?.[`${url.hostname}:${url.port || '80'}`] ?? 1;
    const asked = request(
      { host: '127.0.0.1', port, method: incoming.method ?? '', path: `${url.pathname}${url.search}`, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(response);
      },
    );
    asked.once('error', () => void response.writeHead(502).end());
    incoming.pipe(asked);
  }

  #admits({ method = '', url: target = '', headers }: IncomingMessage): boolean {
    const authorization = headers['proxy-authorization'];
    this.asked.push({ method, target, authorization });
    const { credentials } = this.#options;
    return (
      credentials === undefined || authorization === `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}`
    );
  }

  #keep(socket: Duplex): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => this.#sockets.delete(socket));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.cut();
    await closed;
  }
}
