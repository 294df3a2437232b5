import { Agent as PlainAgent, type IncomingHttpHeaders } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { setTimeout as pauseFor } from 'node:timers/promises';
import { rootCertificates } from 'node:tls';
import { SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';
import { guardedLookup, isLoopbackHost, refuseHost, type AddressRules } from './address-guard.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';
import { createSlots, type Slots } from './slots.ts';
import { ConnectionLost, type LossKind } from './connection-fault.ts';
import { ForwardingAgent, TunnelAgent } from './proxy-agents.ts';
import type { Proxy, ProxyFinder } from './proxy-environment.ts';
import {
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
  /** What its own address may be. Absent: whatever the user wrote is meant. */
  readonly rules?: AddressRules;
}

export interface HttpClientOptions {
  readonly times?: HttpTimes;
  /** Waits before another try; tests do not wait. */
  readonly pause?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
  readonly retries?: HttpRetries;
  /** How many exchanges there are at once; the others wait. Absent: no limit. */
  readonly atOnce?: number;
  /** Answers in place of a server that could not be reached a moment ago. */
  readonly circuit?: CircuitBreaker;
  /** Absent: everybody is asked without one. */
  readonly proxies?: ProxyFinder;
  readonly now?: () => number;
}

export interface HttpRetries {
  /** Tries in all. */
  readonly tries: number;
  /** Losses after which it is tried again; too many questions and overload always are. */
  readonly after: readonly LossKind[];
}

const TIMES: HttpTimes = { silenceMs: 15_000, wholeMs: 120_000 };
const RETRIES: HttpRetries = { tries: 4, after: ['timeout', 'unreachable', 'broken'] };
const MOST_REDIRECTS = 5;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** Longer than that, a server or what is between may have forgotten a connection without a word. */
const IDLE_MS = 30_000;
const TRIED_AGAIN: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/** @throws SluiceError REFERENCE_INVALID when the host is none */
export function createHttpClient(server: HttpServer, options: HttpClientOptions = {}): HttpClient {
  const rules = server.rules ?? { isNamed: true, allowsLoopback: true };
  const times = options.times ?? TIMES;
  const context: Context = {
    server,
    times,
    pause: options.pause ?? ((ms, signal) => pauseFor(ms, undefined, signal === undefined ? {} : { signal })),
    retries: options.retries ?? RETRIES,
    slots: options.atOnce === undefined ? undefined : createSlots(options.atOnce),
    circuit: options.circuit,
    now: options.now ?? Date.now,
    hosts: { 'http:': hostUnder('http:', server), 'https:': hostUnder('https:', server) },
    refuseOwn: untilPassed(() => refuseHost(hostUnder('https:', server), rules)),
    own: connectionFor(server, rules),
    referred: connectionFor(server, {
      isNamed: false,
      allowsLoopback: rules.allowsLoopback && isLoopbackHost(server.host),
    }),
    proxies: options.proxies ?? (() => undefined),
    through: proxiedConnections(server, times),
  };
  return { send: (request) => sendAgain(context, request) };
}

interface Context {
  readonly server: HttpServer;
  readonly times: HttpTimes;
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<unknown>;
  readonly retries: HttpRetries;
  readonly slots: Slots | undefined;
  readonly circuit: CircuitBreaker | undefined;
  readonly now: () => number;
  /** The server, as its addresses name it. */
  readonly hosts: Readonly<Record<'http:' | 'https:', string>>;
  /** As `refuseHost` for the server itself. */
  readonly refuseOwn: () => void;
  readonly own: Connection;
  readonly referred: Connection;
  readonly proxies: ProxyFinder;
  readonly through: (proxy: Proxy, protocol: string) => HttpConnection;
}

interface Connection {
  readonly rules: AddressRules;
  readonly plain: HttpConnection;
  readonly secure: HttpConnection;
}

const KEPT_OPEN = { keepAlive: true, timeout: IDLE_MS } as const;

/** Connections that are kept open stay with the rules that they were made under. */
function connectionFor(server: HttpServer, rules: AddressRules): Connection {
  const options = { ...KEPT_OPEN, lookup: guardedLookup(rules) };
  return {
    rules,
    plain: { agent: new PlainAgent(options) },
    secure: { agent: new SecureAgent({ ...options, ...trustOf(server) }) },
  };
}

/** Where a name leads to is looked up by the proxy, so there is no guard over it; whoever names a proxy means it, wherever it is. */
function proxiedConnections(server: HttpServer, times: HttpTimes): Context['through'] {
  const made = new Map<string, HttpConnection>();
  return (proxy, protocol) => {
    const known = made.get(protocol);
    if (known !== undefined) return known;
    const agent =
      protocol === 'https:'
        ? new TunnelAgent(proxy, times.connectMs ?? times.silenceMs, { ...KEPT_OPEN, ...trustOf(server) })
        : new ForwardingAgent(proxy, KEPT_OPEN);
    const connection = { agent, proxy };
    made.set(protocol, connection);
    return connection;
  };
}

const trustOf = ({ ca }: Pick<HttpServer, 'ca'>): { readonly ca?: string[] } =>
  ca === undefined ? {} : { ca: [...rootCertificates, ca] };

async function sendAgain(context: Context, request: HttpRequest): Promise<HttpResponse> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await tryToSend(context, request);
    if (!(answer instanceof ConnectionLost) && !TRIED_AGAIN.has(answer.status)) return answer;
    const pause = pauseBefore(attempt, answer);
    if (attempt === context.retries.tries || !mayRepeat(context, request, answer, pause)) return last(answer, attempt);
    await rest(context, request, pause);
  }
}

function last(answer: HttpResponse | ConnectionLost, attempts: number): HttpResponse {
  if (answer instanceof ConnectionLost) throw unreachable(answer, attempts);
  return answer;
}

/** When a slot is free, if the server is worth asking. */
async function tryToSend(context: Context, request: HttpRequest): Promise<HttpResponse | ConnectionLost> {
  const signal = request.patience?.signal;
  const send = (): Promise<HttpResponse> => follow(context, request);
  let release: (() => void) | undefined;
  try {
    release = await context.slots?.take(signal);
    return await (context.circuit === undefined ? send() : context.circuit.run(send));
  } catch (error) {
    if (error instanceof ConnectionLost) return error;
    if (signal?.aborted === true) return abandoned(request, error);
    throw error;
  } finally {
    release?.();
  }
}

/** A pause ends when nobody waits for the answer any more. */
async function rest({ pause }: Context, request: HttpRequest, ms: number): Promise<void> {
  try {
    await pause(ms, request.patience?.signal);
  } catch (error) {
    throw unreachable(abandoned(request, error), 1);
  }
}

const abandoned = ({ url }: HttpRequest, cause: unknown): ConnectionLost =>
  new ConnectionLost(`${shownUrl(url)}: nobody waits any more`, 'abandoned', { cause });

/** What changes something is repeated only when the server says that it has not even begun; nothing after its time. */
function mayRepeat(
  { retries, now }: Context,
  { method, patience }: HttpRequest,
  answer: HttpResponse | ConnectionLost,
  pause: number,
): boolean {
  if (patience !== undefined && now() + pause >= patience.until()) return false;
  if (answer instanceof ConnectionLost && !retries.after.includes(answer.kind)) return false;
  return method === 'GET' || method === 'HEAD' || (!(answer instanceof ConnectionLost) && answer.status === 429);
}

function pauseBefore(attempt: number, answer: HttpResponse | ConnectionLost): number {
  if (answer instanceof ConnectionLost && answer.kind === 'broken' && answer.wasOld) return 0;
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

/** The address is checked, whoever connects to it. */
function connectionTo(context: Context, url: URL): HttpConnection {
  const direct = directConnection(context, url);
  const proxy = context.proxies(url);
  return proxy === undefined ? direct : context.through(proxy, url.protocol);
}

/** Checks an address before it is spoken to: only the server itself may be without TLS. */
function directConnection({ server, hosts, refuseOwn, own, referred }: Context, url: URL): HttpConnection {
  const { protocol } = url;
  if (protocol !== 'https:' && protocol !== 'http:') throw refused(url, 'sluice speaks http and https');
  const isOwn = url.host === hosts[protocol];
  const { rules, secure, plain } = isOwn ? own : referred;
  if (isOwn) refuseOwn();
  else refuseHost(url.hostname, rules);
  if (protocol === 'https:') return secure;
  if (isOwn ? server.plainHttp : rules.allowsLoopback && isLoopbackHost(url.host)) return plain;
  throw refused(
    url,
    'it is not spoken to without TLS; if this host has none, say plainHttp: true for it under registries in sluice.yaml',
  );
}

/** What depends on nothing that changes, and passed once, is not looked at for each request. */
function untilPassed(check: () => void): () => void {
  let hasPassed = false;
  return () => {
    if (!hasPassed) check();
    hasPassed = true;
  };
}

/** Without the port that goes with the protocol. Ports and numbers may be such that no address can be made of them. */
function hostUnder(protocol: string, { host }: HttpServer): string {
  const address = `${protocol}//${host}`;
  if (URL.canParse(address)) return new URL(address).host;
  throw new SluiceError('REFERENCE_INVALID', `"${visible(host)}" is no host that can be spoken to`);
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
