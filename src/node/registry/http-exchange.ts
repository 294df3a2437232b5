import {
  request as requestPlainly,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import { request as requestSecurely, type RequestOptions } from 'node:https';
import { messageOf, SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';

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

/** How to connect: the agent brings the guard over addresses, `ca` the certificates that are trusted besides the usual ones. */
export type HttpConnection = Pick<RequestOptions, 'agent' | 'ca'>;

/** `abandoned`: whoever asked waits no more. */
export type LossKind = 'timeout' | 'unreachable' | 'broken' | 'abandoned';

/** What may go better the next time: the connection was lost, or was never made. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost' as const;
  readonly kind: LossKind;
  /** The connection had been used before, so the server may have closed it long ago. */
  readonly wasOld: boolean;

  constructor(message: string, kind: LossKind, options: ErrorOptions & { readonly wasOld?: boolean } = {}) {
    super(message, options);
    this.kind = kind;
    this.wasOld = options.wasOld ?? false;
  }
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
    return await answerTo(outgoing, request, times);
  } catch (error) {
    throw explain(error, request.url, outgoing.reusedSocket);
  } finally {
    outgoing.destroy();
  }
}

function start(request: HttpRequest, connection: HttpConnection, { silenceMs }: HttpTimes): ClientRequest {
  const { url, method, headers } = request;
  const send = url.protocol === 'https:' ? requestSecurely : requestPlainly;
  return send(url, {
    ...connection,
    method,
    headers: { 'user-agent': 'sluice', 'accept-encoding': 'identity', ...headers, ...lengthOf(request) },
    timeout: silenceMs,
  });
}

const lengthOf = ({ method, body }: HttpRequest): Readonly<Record<string, string>> =>
  method === 'GET' || method === 'HEAD' ? {} : { 'content-length': String(body?.length ?? 0) };

/** With listeners and plain timers: signals for them, and iterators over parts, cost more than all else that we do for an exchange. */
function answerTo(outgoing: ClientRequest, request: HttpRequest, times: HttpTimes): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    // Whoever breaks off says why, before the connection says that it is broken.
    const breakOff = (reason: unknown): void => {
      reject(reason);
      outgoing.destroy();
    };
    outgoing.once('close', limitTimes(outgoing, request, times, breakOff));
    outgoing.on('error', reject);
    outgoing.once('response', (incoming) => {
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
  { url, patience }: HttpRequest,
  { connectMs, silenceMs, wholeMs }: HttpTimes,
  breakOff: BreakOff,
): () => void {
  const late = (words: string) => (): void => breakOff(new ConnectionLost(words, 'timeout'));
  const abandon = (): void => breakOff(new ConnectionLost('nobody waits any more', 'abandoned'));
  const whole = setTimeout(late(`no whole answer within ${wholeMs} ms`), wholeMs);
  outgoing.on('timeout', late(`silent for ${silenceMs} ms`));
  if (connectMs !== undefined) limitConnecting(outgoing, url, connectMs, late(`no connection within ${connectMs} ms`));
  patience?.signal.addEventListener('abort', abandon);
  if (patience?.signal.aborted === true) abandon();
  return () => {
    clearTimeout(whole);
    patience?.signal.removeEventListener('abort', abandon);
  };
}

/** Looking up the name, connecting, and what TLS has to say. */
function limitConnecting(outgoing: ClientRequest, { protocol }: URL, connectMs: number, late: () => void): void {
  outgoing.once('socket', (socket) => {
    if (outgoing.reusedSocket) return;
    const timer = setTimeout(late, connectMs);
    const stop = (): void => clearTimeout(timer);
    socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', stop);
    outgoing.once('close', stop);
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
function explain(error: unknown, url: URL, wasOld: boolean): SluiceError | ConnectionLost {
  if (error instanceof SluiceError) return error;
  if (isFinal(error)) return failed(url, reasonOf(error), error);
  return lost(url, reasonOf(error), lossOf(error), error, wasOld);
}

/** The address for messages: what follows a question mark may be a signature that opens the door. */
export function shownUrl({ origin, pathname }: URL): string {
  return visible(`${origin}${pathname}`);
}

const tooLong = (url: URL, limit: number): SluiceError =>
  new SluiceError('NETWORK_FAILED', `${shownUrl(url)} answers with more than ${limit} bytes, which is the limit`, {
    cause: new AnswerTooLong(),
  });

const failed = (url: URL, reason: string, cause: unknown): SluiceError =>
  new SluiceError('NETWORK_FAILED', `${shownUrl(url)}: ${reason}`, { cause });

const lost = (url: URL, reason: string, kind: LossKind, cause: unknown, wasOld = false): ConnectionLost =>
  new ConnectionLost(`${shownUrl(url)}: ${reason}`, kind, { cause, wasOld });

const UNREACHABLE: ReadonlySet<string> = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']);

function lossOf(error: unknown): LossKind {
  if (error instanceof ConnectionLost) return error.kind;
  const code = codeOf(error);
  if (code === 'ETIMEDOUT') return 'timeout';
  return UNREACHABLE.has(code) ? 'unreachable' : 'broken';
}

/** Certificates and names do not mend themselves within seconds. */
const FINAL = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ENOTFOUND|ERR_INVALID|HPE_)/;

const isFinal = (error: unknown): boolean => FINAL.test(codeOf(error));

/** Node reports the attempts at several addresses as one error of many. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const MEANINGS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name cannot be looked up',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the server closed the connection',
  ETIMEDOUT: 'the server cannot be reached',
  EHOSTUNREACH: 'the server cannot be reached',
  ENETUNREACH: 'there is no network',
};

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (/SELF_SIGNED|UNABLE_TO|DEPTH_ZERO/.test(code))
    return `its certificate is not trusted (${code}); name its authority as caFile under registries in sluice.yaml`;
  return MEANINGS[code] ?? visible(messageOf(error));
}
