import { Agent as PlainAgent, request as requestPlainly, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as requestSecurely } from 'node:https';
import { createHash } from 'node:crypto';
import { messageOf } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';
import type { KubeConnection, KubeCredentials } from './kube-connection.ts';
import { KubeError } from './kube-error.ts';
import { toKubeError } from './status-answer.ts';

export interface TransportRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body?: string;
  readonly contentType?: string;
  /** A longer answer is refused. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** Milliseconds that a server may take for an answer, and that a stream may be silent. */
export interface TransportTimes {
  readonly answerMs: number;
  readonly silenceMs: number;
}

/** An answer was longer than it may be: asked for less, the server may give it. */
export class AnswerTooLong extends KubeError {}

/** One request to an API server, without a second try. Connections are kept and used again. */
export class KubeTransport implements AsyncDisposable {
  readonly #connection: KubeConnection;
  readonly #times: TransportTimes;
  #agent: { readonly key: string; readonly it: PlainAgent } | undefined;

  constructor(connection: KubeConnection, times: TransportTimes) {
    this.#connection = connection;
    this.#times = times;
  }

  /** The text of the answer. @throws KubeError for every answer but 2xx, and for none */
  async exchange(request: TransportRequest): Promise<string> {
    const { answerMs } = this.#times;
    const incoming = await this.#open(request, answerMs, AbortSignal.timeout(answerMs));
    return this.#guarded(request, incoming, () => readText(incoming, request));
  }

  /** The parts of an answer, as they come, for as long as the server sends. */
  async *stream(request: TransportRequest, onOpen?: () => void): AsyncGenerator<Buffer, void, undefined> {
    const incoming = await this.#open(request, this.#times.silenceMs);
    onOpen?.();
    try {
      for await (const chunk of incoming) yield Buffer.from(chunk);
      if (!incoming.complete) throw new Error('the stream broke off');
    } catch (error) {
      throw lost(request, error);
    } finally {
      incoming.destroy();
    }
  }

  async #open(request: TransportRequest, silenceMs: number, limit?: AbortSignal): Promise<IncomingMessage> {
    const incoming = await this.#guarded(request, undefined, async () => {
      const outgoing = this.#start(request, await this.#connection.credentials(), silenceMs, limit);
      return answerTo(outgoing, request.body);
    });
    const status = incoming.statusCode ?? 0;
    if (status >= 200 && status < 300) return incoming;
    const text = await this.#guarded(request, incoming, () =>
      readText(incoming, { ...request, maxBytes: LONGEST_EXCUSE }),
    );
    throw toKubeError(request, status, text, incoming.headers['retry-after']);
  }

  #start(request: TransportRequest, credentials: KubeCredentials, timeout: number, limit?: AbortSignal): ClientRequest {
    const url = addressOf(this.#connection.server, request.path);
    const send = url.protocol === 'https:' ? requestSecurely : requestPlainly;
    const signals = [request.signal, limit].filter((one) => one !== undefined);
    const outgoing = send(url, {
      method: request.method,
      agent: credentials.agent ?? this.#agentFor(credentials),
      headers: { ...headersOf(request), ...credentials.headers },
      timeout,
      ...(signals.length === 0 ? {} : { signal: AbortSignal.any(signals) }),
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`silent for ${timeout} ms`)));
    return outgoing;
  }

  /** New certificates get new connections; those that are open live on until they end. */
  #agentFor({ tls }: KubeCredentials): PlainAgent {
    const key = createHash('sha256')
      .update(JSON.stringify([tls.ca, tls.cert, tls.key, tls.passphrase, tls.rejectUnauthorized, tls.servername]))
      .digest('hex');
    if (this.#agent?.key !== key) {
      const options = { keepAlive: true, keepAliveMsecs: 30_000, maxFreeSockets: 8 };
      const isSecure = this.#connection.server.protocol === 'https:';
      this.#agent = { key, it: isSecure ? new SecureAgent({ ...options, ...tls }) : new PlainAgent(options) };
    }
    return this.#agent.it;
  }

  async #guarded<T>(
    request: TransportRequest,
    incoming: IncomingMessage | undefined,
    task: () => Promise<T>,
  ): Promise<T> {
    try {
      return await task();
    } catch (error) {
      incoming?.destroy();
      throw lost(request, error);
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#agent?.it.destroy();
    return Promise.resolve();
  }
}

/** A server may be served below a path of its own: `https://rancher/k8s/clusters/c-1`. */
function addressOf(server: URL, path: string): URL {
  return new URL(`${server.origin}${server.pathname.replace(/\/+$/, '')}${path}`);
}

function headersOf({ body, contentType = 'application/json' }: TransportRequest): Record<string, string> {
  const own = { 'user-agent': 'sluice', accept: 'application/json' };
  if (body === undefined) return own;
  return { ...own, 'content-type': contentType, 'content-length': String(Buffer.byteLength(body)) };
}

function answerTo(outgoing: ClientRequest, body: string | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** What a server says in place of an answer. */
const LONGEST_EXCUSE = 256 * 1024;

async function readText(incoming: IncomingMessage, request: TransportRequest): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > request.maxBytes) throw tooLong(request);
    chunks.push(bytes);
  }
  if (!incoming.complete) throw new Error('the answer broke off');
  return Buffer.concat(chunks).toString('utf8');
}

const tooLong = ({ method, path, maxBytes }: TransportRequest): AnswerTooLong =>
  new AnswerTooLong(`${method} ${shownPath(path)}: the API server answers with more than ${maxBytes} bytes`, {
    status: 0,
  });

/** What follows a question mark may be long, and is no news. */
const shownPath = (path: string): string => visible(path.split('?', 1)[0] ?? '');

function lost({ method, path }: TransportRequest, error: unknown): KubeError {
  if (error instanceof KubeError) return error;
  return new KubeError(`${method} ${shownPath(path)}: ${reasonOf(error)}`, { status: 0 }, { cause: error });
}

const MEANINGS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  ECONNREFUSED: 'no API server listens there',
  ECONNRESET: 'the API server closed the connection',
  ETIMEDOUT: 'the API server cannot be reached',
};

function reasonOf(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code = first instanceof Error && 'code' in first ? String(first.code) : '';
  return MEANINGS[code] ?? visible(messageOf(first));
}
