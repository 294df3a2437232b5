import { SluiceError } from '../../core/errors.ts';
import { hostName, isLoopbackHost } from './address-guard.ts';
import { parseNoProxy, type NoProxy } from './no-proxy.ts';

/** An HTTP proxy that the environment names. */
export interface Proxy {
  /** Without credentials, and of its address the origin alone counts: `http://proxy.corp:3128`. */
  readonly url: URL;
  /** What it wants to hear in `proxy-authorization`; no message has it. */
  readonly authorization?: string;
  /** The variable that names it, for messages. */
  readonly variable: string;
}

/**
 * The proxy by which an address is asked; undefined: it is asked itself.
 * @throws SluiceError NETWORK_FAILED when the environment names one that cannot be used
 */
export type ProxyFinder = (target: URL) => Proxy | undefined;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Proxies as `net/http` of Go takes them from the environment, so that what works for cosign, docker and kubectl works here: `HTTPS_PROXY`,
 * `HTTP_PROXY` and `NO_PROXY`, each also in lower case. This machine is never asked by a proxy.
 * @see https://pkg.go.dev/golang.org/x/net/http/httpproxy
 */
export function proxiesOf(env: Environment): ProxyFinder {
  const secure = lazy(() => readProxy(env, ['HTTPS_PROXY', 'https_proxy']));
  const plain = lazy(() => readProxy(env, ['HTTP_PROXY', 'http_proxy']));
  const isExempt: () => NoProxy = lazy(() => parseNoProxy(env['NO_PROXY'] || env['no_proxy'] || ''));
  return (target) => {
    const isSecure = target.protocol === 'https:';
    const host = hostName(target.hostname);
    if (isLoopbackHost(host) || isExempt()(host, target.port || (isSecure ? '443' : '80'))) return undefined;
    return isSecure ? secure() : plain();
  };
}

/** Most runs ask nobody, and should not fail for what they do not need. */
function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function readProxy(env: Environment, names: readonly string[]): Proxy | undefined {
  const variable = names.find((name) => env[name] !== undefined && env[name] !== '');
  const text = variable === undefined ? '' : (env[variable] ?? '');
  if (variable === undefined) return undefined;
  // The text may hold a password, so no message quotes it.
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(address)) throw unusable(variable, 'it is no address');
  const { protocol, host, username, password } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:')
    throw unusable(variable, `it names one of the kind ${protocol.slice(0, -1)}, and sluice knows http and https`);
  const authorization = basicOf(username, password, variable);
  return { url: new URL(`${protocol}//${host}`), variable, ...(authorization === undefined ? {} : { authorization }) };
}

function basicOf(username: string, password: string, variable: string): string | undefined {
  if (username === '' && password === '') return undefined;
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(pair).toString('base64')}`;
  } catch {
    throw unusable(variable, 'a % in its user or password is not followed by two hexadecimal digits; % itself is %25');
  }
}

const unusable = (variable: string, problem: string): SluiceError =>
  new SluiceError(
    'NETWORK_FAILED',
    `the proxy that ${variable} names cannot be used: ${problem}; write http://HOST:PORT or https://HOST:PORT, or name the hosts that need none in NO_PROXY`,
  );

/** `the proxy http://proxy.corp:3128 (HTTPS_PROXY)` */
export const describeProxy = ({ url, variable }: Proxy): string => `the proxy ${url.origin} (${variable})`;

/** What to do when the certificate of a proxy is not trusted. */
export const UNTRUSTED_PROXY = 'name a file with the authority of the proxy in NODE_EXTRA_CA_CERTS';
