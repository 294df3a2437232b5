import { request as requestPlainly, type ClientRequest } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { isIPv6 } from 'node:net';
import type { Duplex } from 'node:stream';
import { SluiceError } from '../../core/errors.ts';
import { ConnectionLost, connectionFault } from './connection-fault.ts';
import { describeProxy, UNTRUSTED_PROXY, type Proxy } from './proxy-environment.ts';

/** A way through a proxy, to `HOST:PORT`. */
export interface TunnelRequest {
  readonly proxy: Proxy;
  readonly host: string;
  readonly port: number | string;
  /** Milliseconds from now until the proxy has connected us. */
  readonly withinMs: number;
}

/** What a proxy says before the way is open is short. */
const LONGEST_HEADERS = 16 * 1024;

/**
 * Asks the proxy to connect us (CONNECT). What it says beside yes is its own word and never that of the server: a page of a proxy must not
 * be taken for a registry that knows of no signature.
 * @param done called once: with the way, or with ConnectionLost or SluiceError NETWORK_FAILED
 */
export function openTunnel(
  { proxy, host, port, withinMs }: TunnelRequest,
  done: (outcome: Duplex | Error) => void,
): void {
  const target = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  const outgoing = askToConnect(proxy, target);
  let isOver = false;
  const end = (outcome: Duplex | Error): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    if (outcome instanceof Error) outgoing.destroy();
    done(outcome);
  };
  const timer = setTimeout(() => end(tooSlow(proxy, target, withinMs)), withinMs);
  outgoing.on('error', (error) => end(connectionFault(error, describeProxy(proxy), { untrusted: UNTRUSTED_PROXY })));
  outgoing.once('connect', ({ statusCode = 0 }, socket, early) => {
    const refusal = refusalOf(statusCode, proxy, target) ?? (early.length > 0 ? tooEarly(proxy) : undefined);
    if (refusal !== undefined || isOver) socket.destroy();
    end(refusal ?? socket);
  });
  outgoing.end();
}

function askToConnect({ url, authorization }: Proxy, target: string): ClientRequest {
  const send = url.protocol === 'https:' ? requestSecurely : requestPlainly;
  return send(url, {
    method: 'CONNECT',
    path: target,
    agent: false,
    maxHeaderSize: LONGEST_HEADERS,
    headers: {
      host: target,
      'user-agent': 'sluice',
      ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }),
    },
  });
}

const tooSlow = (proxy: Proxy, target: string, ms: number): ConnectionLost =>
  new ConnectionLost(`${describeProxy(proxy)} has not connected us to ${target} within ${ms} ms`, 'timeout');

/** Servers that speak TLS wait for us. */
const tooEarly = (proxy: Proxy): SluiceError =>
  new SluiceError('NETWORK_FAILED', `${describeProxy(proxy)} sends what nobody asked for`);

function refusalOf(status: number, proxy: Proxy, target: string): Error | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 407) return wantsCredentials(proxy);
  const words = `${describeProxy(proxy)} does not connect us to ${target}: it answers with status ${status}`;
  if (status === 504) return new ConnectionLost(words, 'timeout');
  if (status === 429 || status >= 500) return new ConnectionLost(words, 'unreachable');
  return new SluiceError(
    'NETWORK_FAILED',
    `${words}; whoever runs it must allow this host, or NO_PROXY must name it, where it can be reached without`,
  );
}

/** @returns what to say when the proxy does not know us; it has no part of the credentials */
export function wantsCredentials(proxy: Proxy): SluiceError {
  const { variable, authorization, url } = proxy;
  const what = authorization === undefined ? 'wants to know who we are' : 'does not accept the user and password';
  return new SluiceError(
    'NETWORK_FAILED',
    `${describeProxy(proxy)} ${what} (407); write them into ${variable}: ${url.protocol}//USER:PASSWORD@${url.host}`,
  );
}
