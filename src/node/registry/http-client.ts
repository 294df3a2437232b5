import { Agent as PlainAgent, type IncomingHttpHeaders } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { setTimeout as pauseFor } from 'node:timers/promises';
import { rootCertificates } from 'node:tls';
import { SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';
import { guardedLookup, isLoopbackHost, refuseHost, type AddressRules } from './address-guard.ts';
import {
  ConnectionLost,
  exchange,
  shownUrl,
  type HttpConnection,
  type HttpRequest,
  type HttpResponse,
  type HttpTimes,
} from './http-exchange.ts';

/** Asks one server that the user named, and what that server refers to. */
export interface HttpClient {
  /**
   * Follows redirects of GET and HEAD, and tries again what may go better. Whatever status is left is an answer.
   * `authorization` goes to the origin of the request alone.
   * @throws SluiceError NETWORK_FAILED, ADDRESS_REFUSED
   */
  send(request: HttpRequest): Promise<HttpResponse>;
}

/** What is known about the server. */
export interface HttpServer {
  /** Host and port as the user wrote them. */
  readonly host: string;
  /** No TLS. For hosts of this machine, and for those that the user said it of. */
  readonly plainHttp: boolean;
  /** PEM of further authorities. */
  readonly ca?: string;
}

export interface HttpClientOptions {
  readonly times?: HttpTimes;
  /** Waits before another try; tests do not wait. */
  readonly pause?: (ms: number) => Promise<unknown>;
}

const TIMES: HttpTimes = { silenceMs: 15_000, wholeMs: 120_000 };
const MOST_TRIES = 4;
const MOST_REDIRECTS = 5;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
const TRIED_AGAIN: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

export function createHttpClient(server: HttpServer, options: HttpClientOptions = {}): HttpClient {
  const context: Context = {
    server,
    times: options.times ?? TIMES,
    pause: options.pause ?? pauseFor,
    named: connectionFor(server, { isNamed: true, allowsLoopback: true }),
    referred: connectionFor(server, { isNamed: false, allowsLoopback: isLoopbackHost(server.host) }),
  };
  return { send: (request) => sendAgain(context, request) };
}

interface Context {
  readonly server: HttpServer;
  readonly times: HttpTimes;
  readonly pause: (ms: number) => Promise<unknown>;
  readonly named: Connection;
  readonly referred: Connection;
}

interface Connection {
  readonly rules: AddressRules;
  readonly plain: HttpConnection;
  readonly secure: HttpConnection;
}

/** Connections that are kept open stay with the rules that they were made under. */
function connectionFor({ ca }: HttpServer, rules: AddressRules): Connection {
  const options = { keepAlive: true, lookup: guardedLookup(rules) };
  const trusted = ca === undefined ? {} : { ca: [...rootCertificates, ca] };
  return {
    rules,
    plain: { agent: new PlainAgent(options) },
    secure: { agent: new SecureAgent({ ...options, ...trusted }) },
  };
}

async function sendAgain(context: Context, request: HttpRequest): Promise<HttpResponse> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await tryToSend(context, request);
    const isLast = attempt === MOST_TRIES || !mayRepeat(request, answer);
    if (isLast && answer instanceof ConnectionLost) throw unreachable(answer, attempt);
    if (isLast || !isTemporary(answer)) {
      // Only an answer is left here: a lost connection is temporary.
      if (answer instanceof ConnectionLost) throw unreachable(answer, attempt);
      return answer;
    }
    await context.pause(pauseBefore(attempt, answer));
  }
}

async function tryToSend(context: Context, request: HttpRequest): Promise<HttpResponse | ConnectionLost> {
  try {
    return await follow(context, request);
  } catch (error) {
    if (error instanceof ConnectionLost) return error;
    throw error;
  }
}

const isTemporary = (answer: HttpResponse | ConnectionLost): boolean =>
  answer instanceof ConnectionLost || TRIED_AGAIN.has(answer.status);

/** What changes something is repeated only when the server says that it has not even begun. */
const mayRepeat = ({ method }: HttpRequest, answer: HttpResponse | ConnectionLost): boolean =>
  method === 'GET' || method === 'HEAD' || (!(answer instanceof ConnectionLost) && answer.status === 429);

function pauseBefore(attempt: number, answer: HttpResponse | ConnectionLost): number {
  const asked = answer instanceof ConnectionLost ? undefined : Number(answer.headers['retry-after'] ?? Number.NaN);
  const ms = asked === undefined || !(asked >= 0) ? FIRST_PAUSE_MS * 2 ** (attempt - 1) : asked * 1000;
  return Math.min(ms, LONGEST_PAUSE_MS);
}

const unreachable = (lost: ConnectionLost, attempts: number): SluiceError =>
  new SluiceError('NETWORK_FAILED', `${lost.message}${attempts > 1 ? ` (tried ${attempts} times)` : ''}`, {
    cause: lost,
  });

async function follow(context: Context, first: HttpRequest): Promise<HttpResponse> {
  let request = first;
  for (let hops = 0; ; hops += 1) {
    const answer = await exchange(request, connectionTo(context, request.url), context.times);
    const target = redirectOf(request, answer);
    if (target === undefined) return answer;
    if (hops === MOST_REDIRECTS)
      throw new SluiceError('NETWORK_FAILED', `${shownUrl(first.url)} redirects more than ${MOST_REDIRECTS} times`);
    request = { ...request, url: target, headers: headersFor(request, target) };
  }
}

/** Checks an address before it is spoken to: only the server that the user named may be without TLS. */
function connectionTo({ server, named, referred }: Context, url: URL): HttpConnection {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused(url, 'sluice speaks http and https');
  const isNamed = url.host === new URL(`${url.protocol}//${server.host}`).host;
  const { rules, secure, plain } = isNamed ? named : referred;
  refuseHost(url.hostname, rules);
  if (url.protocol === 'https:') return secure;
  if (isNamed ? server.plainHttp : rules.allowsLoopback && isLoopbackHost(url.host)) return plain;
  throw refused(
    url,
    'it is not spoken to without TLS; if this host has none, say plainHttp: true for it under registries in sluice.yaml',
  );
}

const refused = ({ protocol, host }: URL, reason: string): SluiceError =>
  new SluiceError('ADDRESS_REFUSED', `${visible(`${protocol}//${host}`)}: ${reason}`);

function redirectOf({ method, url }: HttpRequest, { status, headers }: HttpResponse): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || (method !== 'GET' && method !== 'HEAD')) return undefined;
  return locationOf(url, headers);
}

/** Where an answer refers to; undefined when it says nothing, or nothing that is an address. */
export function locationOf(url: URL, { location }: IncomingHttpHeaders): URL | undefined {
  return location !== undefined && URL.canParse(location, url.href) ? new URL(location, url) : undefined;
}

/** Storage that a registry refers to gets the signed address, and must not get the registry's credentials. */
function headersFor({ url, headers }: HttpRequest, target: URL): HttpRequest['headers'] {
  if (target.origin === url.origin) return headers;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
}
