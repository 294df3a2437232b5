import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { JsonObject } from '../../src/core/model/json.ts';
import type { KubeConnection } from '../../src/node/kubernetes/kube-connection.ts';

const CONFIG_MAPS = { name: 'configmaps', kind: 'ConfigMap', namespaced: true, verbs: ['list', 'watch'] };

/** Answers a request by itself, or says `false` to leave it to the server. */
export type Intercept = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Lists and watches ConfigMaps over HTTP on loopback, as an API server does, and can be made to misbehave as one does: forget the
 * past, cut streams, stop in the middle of a line, be slow, be gone for a while.
 */
export class ListWatchServer implements AsyncDisposable {
  readonly asked: string[] = [];
  intercept: Intercept = () => false;
  readonly #server: Server;
  readonly #objects = new Map<string, JsonObject>();
  readonly #log: { readonly version: number; readonly line: string }[] = [];
  readonly #watchers = new Set<ServerResponse>();
  /** What lists showed that are not read to the end. */
  readonly #moments = new Map<number, readonly JsonObject[]>();
  #version = 100;
  #forgotten = 0;
  #port = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<ListWatchServer> {
    const server = createServer();
    const started = new ListWatchServer(server);
    server.on('request', (request, response) => started.#answer(request, response));
    await started.listen();
    return started;
  }

  get connection(): KubeConnection {
    const server = new URL(`http://127.0.0.1:${this.#port}`);
    return { server, credentials: () => Promise.resolve({ headers: {}, tls: {} }) };
  }

  get watchers(): number {
    return this.#watchers.size;
  }

  get version(): number {
    return this.#version;
  }

  put(name: string, data: JsonObject = {}): void {
    const type = this.#objects.has(name) ? 'MODIFIED' : 'ADDED';
    const object = this.#stamp(name, data);
    this.#objects.set(name, object);
    this.#send(type, object);
  }

  remove(name: string): void {
    this.#objects.delete(name);
    this.#send('DELETED', this.#stamp(name, {}));
  }

  bookmark(): void {
    this.#version += 1;
    const metadata = { resourceVersion: String(this.#version) };
    this.write(`${JSON.stringify({ type: 'BOOKMARK', object: { kind: 'ConfigMap', metadata } })}\n`);
  }

  /** Sends text to all who watch, as it is. */
  write(text: string): void {
    for (const response of this.#watchers) response.write(text);
  }

  /** Breaks all streams off, without an end. */
  cut(): void {
    for (const response of this.#watchers) response.destroy();
    this.#watchers.clear();
  }

  /** Ends all streams, as a server does after their time. */
  end(): void {
    for (const response of this.#watchers) response.end();
    this.#watchers.clear();
  }

  /** Compaction: what happened until now cannot be watched any more. */
  forget(): void {
    this.#forgotten = this.#version;
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    this.#watchers.clear();
    await closed;
  }

  /** On the port that it had before. */
  async listen(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port');
    this.#port = address.port;
  }

  #stamp(name: string, data: JsonObject): JsonObject {
    this.#version += 1;
    const metadata = { name, namespace: 'default', resourceVersion: String(this.#version), uid: `uid-${name}` };
    return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
  }

  #send(type: string, object: JsonObject): void {
    const line = `${JSON.stringify({ type, object })}\n`;
    this.#log.push({ version: this.#version, line });
    this.write(line);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    this.asked.push(`${request.method} ${request.url}`);
    if (this.intercept(request, response)) return;
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://server');
    if (pathname === '/api/v1') response.end(JSON.stringify({ resources: [CONFIG_MAPS] }));
    else if (pathname !== '/api/v1/configmaps') refuse(response, 404, 'NotFound');
    else if (searchParams.has('watch')) this.#watch(response, Number(searchParams.get('resourceVersion')));
    else this.#list(response, Number(searchParams.get('limit') ?? 500), searchParams.get('continue'));
  }

  #watch(response: ServerResponse, from: number): void {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    if (from < this.#forgotten) {
      const status = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' };
      response.end(`${JSON.stringify({ type: 'ERROR', object: status })}\n`);
      return;
    }
    for (const { version, line } of this.#log) if (version > from) response.write(line);
    this.#watchers.add(response);
    response.on('close', () => this.#watchers.delete(response));
  }

  #list(response: ServerResponse, limit: number, token: string | null): void {
    const [version, start] = (token ?? `${this.#version}:0`).split(':').map(Number);
    if (version === undefined || start === undefined || (token !== null && version < this.#forgotten)) {
      refuse(response, 410, 'Expired');
      return;
    }
    const all = this.#moments.get(version) ?? [...this.#objects.values()];
    this.#moments.set(version, all);
    const items = all
      .slice(start, start + limit)
      .map(({ metadata, data }) => ({ metadata: metadata ?? {}, data: data ?? {} }));
    const more = start + limit < all.length ? { continue: `${version}:${start + limit}` } : {};
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        kind: 'ConfigMapList',
        apiVersion: 'v1',
        metadata: { resourceVersion: String(version), ...more },
        items,
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening) await this.stop();
  }
}

export function refuse(
  response: ServerResponse,
  code: number,
  reason: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(code, { 'content-type': 'application/json', ...headers });
  response.end(
    JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message: `made ${reason}` }),
  );
}
