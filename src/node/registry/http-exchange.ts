import {
  request as requestPlainly,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import { request as requestSecurely, type RequestOptions } from 'node:https';
import { TLSSocket } from 'node:tls';
import { SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';
import { connectionFault, ConnectionLost } from './connection-fault.ts';
import { describeProxy, UNTRUSTED_PROXY, type Proxy } from './proxy-environment.ts';
import { wantsCredentials } from './proxy-tunnel.ts';

/** One question to one server. Redirects, retries and credentials are other people's business. */
export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** A longer answer is refused: before it is read, if it says how long it is. */
  readonly maxBytes: number;
  readonly patience?: Patience;
}

/** For how long somebody waits for an answer. */
export interface Patience {
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch after which no answer is of use; it may move while others join. */
  until(): number;
}

export interface HttpResponse {
  /** Who answered: after redirects, somebody else than was asked. */
  readonly url: URL;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Milliseconds that a server may be silent, that connecting to it may take, and an exchange in all. */
export interface HttpTimes {
  /** Absent: as long as silence. */
  readonly connectMs?: number;
  readonly silenceMs: number;
  readonly wholeMs: number;
}

/** How to connect: the agent brings the guard over addresses, and the way to the proxy if there is one. */
export interface HttpConnection extends Required<Pick<RequestOptions, 'agent'>> {
  readonly proxy?: Proxy;
}

/** Behind NETWORK_FAILED: the answer is longer than it may be. */
export class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong' as const;
}

/** Behind NETWORK_FAILED: the server answered, and with no status that helps. */
export class UnexpectedStatus extends Error {
  override readonly name = 'UnexpectedStatus' as const;
  readonly status: number;

  constructor(status: number) {
    super(`status ${status}`);
    this.status = status;
  }
}

/**
 * Sends the request and reads the whole answer, whatever its status.
 * @throws ConnectionLost when trying again may help, SluiceError NETWORK_FAILED or ADDRESS_REFUSED when it cannot
 */
export async function exchange(
  request: HttpRequest,
  connection: HttpConnection,
  times: HttpTimes,
): Promise<HttpResponse> {
  const outgoing = start(request, connection, times);
  try {
    return await answerTo(outgoing, request, connection, times);
  } catch (error) {
    throw explain(error, request.url, connection, outgoing.reusedSocket);
  } finally {
    outgoing.destroy();
  }
}

function start(request: HttpRequest, { agent, proxy }: HttpConnection, { silenceMs }: HttpTimes): ClientRequest {
  const { url, method, headers } = request;
  const common = { 'user-agent': 'sluice', 'accept-encoding': 'identity', ...headers, ...lengthOf(request) };
  const how = { agent, method, timeout: silenceMs };
  if (url.protocol === 'https:') return requestSecurely(url, { ...how, headers: common });
  if (proxy === undefined) return requestPlainly(url, { ...how, headers: common });
  return requestPlainly(url, {
    ...how,
    path: `${url.origin}${url.pathname}${url.search}`,
    headers: { ...common, ...(proxy.authorization !== undefined && { 'proxy-authorization': proxy.authorization }) },
  });
}

const lengthOf = ({ method, body }: HttpRequest): Readonly<Record<string, string>> =>
  method === 'GET' || method === 'HEAD' ? {} : { 'content-length': String(body?.length ?? 0) };

/** With listeners and plain timers: signals for them, and iterators over parts, cost more than all else that we do for an exchange. */
function answerTo(
  outgoing: ClientRequest,
  request: HttpRequest,
  { proxy }: HttpConnection,
  times: HttpTimes,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    // Whoever breaks off says why, before the connection says that it is broken.
    const breakOff = (reason: unknown): void => {
      reject(reason);
      outgoing.destroy();
    };
    outgoing.once('close', limitTimes(outgoing, request, times, breakOff));
    outgoing.on('error', reject);
    outgoing.once('response', (incoming) => {
      if (proxy !== undefined && incoming.statusCode === 407) return breakOff(wantsCredentials(proxy));
      readBody(incoming, request, breakOff, (body) =>
        resolve({ url: request.url, status: incoming.statusCode ?? 0, headers: incoming.headers, body }),
      );
    });
    outgoing.end(request.body);
  });
}

type BreakOff = (reason: unknown) => void;

/** Gives the function that ends all limits. */
function limitTimes(
  outgoing: ClientRequest,
  { patience }: HttpRequest,
  { connectMs, silenceMs, wholeMs }: HttpTimes,
  breakOff: BreakOff,
): () => void {
  const late = (words: string) => (): void => breakOff(new ConnectionLost(words, 'timeout'));
  const abandon = (): void => breakOff(new ConnectionLost('nobody waits any more', 'abandoned'));
  const whole = setTimeout(late(`no whole answer within ${wholeMs} ms`), wholeMs);
  outgoing.on('timeout', late(`silent for ${silenceMs} ms`));
  if (connectMs !== undefined) limitConnecting(outgoing, connectMs, late(`no connection within ${connectMs} ms`));
  patience?.signal.addEventListener('abort', abandon);
  if (patience?.signal.aborted === true) abandon();
  return () => {
    clearTimeout(whole);
    patience?.signal.removeEventListener('abort', abandon);
  };
}

/** Looking up the name, connecting, what a proxy has to say before there is a socket at all, and what TLS has to say. */
function limitConnecting(outgoing: ClientRequest, connectMs: number, late: () => void): void {
  const timer = setTimeout(late, connectMs);
  const stop = (): void => clearTimeout(timer);
  outgoing.once('close', stop);
  outgoing.once('socket', (socket) => {
    if (outgoing.reusedSocket) stop();
    else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', stop);
  });
}

/** What a server says in place of an answer may be longer than a small answer. */
const LONGEST_EXCUSE = 64 * 1024;

const limitFor = (status: number, { maxBytes }: HttpRequest): number =>
  status >= 200 && status < 300 ? maxBytes : Math.max(maxBytes, LONGEST_EXCUSE);

function readBody(
  incoming: IncomingMessage,
  request: HttpRequest,
  breakOff: BreakOff,
  done: (body: Buffer) => void,
): void {
  const limit = limitFor(incoming.statusCode ?? 0, request);
  const announced = Number(incoming.headers['content-length'] ?? 0);
  if (request.method !== 'HEAD' && announced > limit) return breakOff(tooLong(request.url, limit));
  const chunks: Buffer[] = [];
  let length = 0;
  incoming.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > limit) breakOff(tooLong(request.url, limit));
    else chunks.push(chunk);
  });
  incoming.once('error', breakOff);
  incoming.once('end', () => {
    if (incoming.complete) done(Buffer.concat(chunks, length));
  });
  // A connection that breaks off in the middle may end the stream without an error when no length was announced.
  incoming.once('close', () => {
    if (!incoming.complete) breakOff(new ConnectionLost('the answer broke off', 'broken'));
  });
}

/** What became of the exchange, as what the caller can do about it. */
function explain(
  error: unknown,
  url: URL,
  { proxy }: HttpConnection,
  wasOld: boolean,
): ReturnType<typeof connectionFault> {
  if (proxy === undefined) return connectionFault(error, shownUrl(url), { wasOld });
  // What fails there without TLS fails on the way to the proxy.
  const untrusted = url.protocol === 'http:' ? { untrusted: UNTRUSTED_PROXY } : {};
  return connectionFault(error, shownUrl(url), { wasOld, through: describeProxy(proxy), ...untrusted });
}

/** The address for messages: what follows a question mark may be a signature that opens the door. */
export function shownUrl({ origin, pathname }: URL): string {
  return visible(`${origin}${pathname}`);
}

const tooLong = (url: URL, limit: number): SluiceError =>
  new SluiceError('NETWORK_FAILED', `${shownUrl(url)} answers with more than ${limit} bytes, which is the limit`, {
    cause: new AnswerTooLong(),
  });
