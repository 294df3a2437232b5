import { Agent as PlainAgent, type AgentOptions, type ClientRequestArgs } from 'node:http';
import { Agent as SecureAgent, type AgentOptions as SecureAgentOptions, type RequestOptions } from 'node:https';
import { connect as connectPlainly, isIP } from 'node:net';
import { PassThrough, type Duplex } from 'node:stream';
import { connect as connectSecurely } from 'node:tls';
import { hostName } from './address-guard.ts';
import type { Proxy } from './proxy-environment.ts';
import { openTunnel } from './proxy-tunnel.ts';

/** TLS is spoken over the socket, in place of one of its own. */
type OverSocket = RequestOptions & { readonly socket: Duplex };

type Connected = (error: Error | null, stream: Duplex) => void;

/** Connections to servers that speak TLS, each through a tunnel that the proxy opens: it sees whom we ask, and nothing of what. */
export class TunnelAgent extends SecureAgent {
  readonly #proxy: Proxy;
  readonly #withinMs: number;

  /** @param withinMs until the proxy has connected us */
  constructor(proxy: Proxy, withinMs: number, options: SecureAgentOptions) {
    super(options);
    this.#proxy = proxy;
    this.#withinMs = withinMs;
  }

  override createConnection(options: RequestOptions, callback?: Connected): undefined {
    const { host, port } = options;
    const request = { proxy: this.#proxy, host: host ?? '', port: port ?? 443, withinMs: this.#withinMs };
    openTunnel(request, (socket) => {
      // Beside an error nobody looks at the stream, which must be one.
      if (socket instanceof Error) return callback?.(socket, new PassThrough());
      const over: OverSocket = { ...options, socket };
      callback?.(null, super.createConnection(over) ?? socket);
    });
  }
}

/** Connections to the proxy itself, over which it is told the whole address of what is wanted. */
export class ForwardingAgent extends PlainAgent {
  readonly #proxy: Proxy;

  constructor(proxy: Proxy, options: AgentOptions) {
    super(options);
    this.#proxy = proxy;
  }

  override createConnection(_options: ClientRequestArgs): Duplex {
    const { protocol, hostname, port } = this.#proxy.url;
    const host = hostName(hostname);
    if (protocol === 'http:') return connectPlainly({ host, port: Number(port || 80), keepAlive: true });
    const name = isIP(host) === 0 ? { servername: host } : {};
    return connectSecurely({ host, port: Number(port || 443), ALPNProtocols: ['http/1.1'], ...name });
  }
}
