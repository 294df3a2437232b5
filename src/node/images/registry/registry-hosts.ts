import { apiHost, canonicalRegistry } from '../../../core/images/reference.ts';
import type { RegistryConfig } from '../../config/config.ts';
import { createAuthMemory, type AuthMemory } from '../../registry/auth-memory.ts';
import { createCircuitBreaker } from '../../registry/circuit-breaker.ts';
import { dockerCredentials, replay, type Credentials } from '../../registry/docker-credentials.ts';
import { createHttpClient, type HttpClient, type HttpServer } from '../../registry/http-client.ts';
import { proxiesOf, type ProxyFinder } from '../../registry/proxy-environment.ts';
import { keepRecent } from '../../registry/keep-recent.ts';
import { serverOf } from '../../registry/server-of.ts';
import type { ImageRegistryOptions } from './image-registry-options.ts';

/** What is kept of one registry between questions: connections, tokens, and what it can do. */
export interface RegistryHost {
  readonly client: HttpClient;
  readonly plainHttp: boolean;
  readonly memory: AuthMemory;
  readonly referrersApi: ReferrersApi;
  /** What `docker login` left for it. */
  credentials(): AsyncIterable<Credentials>;
}

/** What is believed of the referrers API of a registry, for some hours. */
export interface ReferrersApi {
  belief(): 'present' | 'absent' | undefined;
  learn(belief: 'present' | 'absent'): void;
}

/** Manifests name registries, and anybody can write one. */
const MOST_HOSTS = 200;
const AT_ONCE = 8;
const FAILURES_BEFORE_REST = 3;
const REST_MS = 10_000;
const BELIEF_MS = 6 * 3_600_000;
/** Helpers hand out what is good for hours; what `docker login` changes is seen after this. */
const CREDENTIALS_MS = 5 * 60_000;

/** Gives the same host for the same registry. */
export function createRegistryHosts(options: ImageRegistryOptions): (registry: string) => RegistryHost {
  const hosts = new Map<string, RegistryHost>();
  const servers = namedServers(options.registries);
  const proxies = proxiesOf(options.env);
  return (registry) => {
    const host = hosts.get(registry) ?? createHost(registry, servers.get(registry), { ...options, proxies });
    keepRecent(hosts, registry, host, MOST_HOSTS);
    return host;
  };
}

/** @throws SluiceError CONFIG_INVALID at once, and not when an image of the registry comes by */
function namedServers(registries: readonly RegistryConfig[]): ReadonlyMap<string, HttpServer> {
  const names = registries.flatMap(({ host, mirrors }) => [host, ...mirrors.map(mirrorHost)]).map(canonicalRegistry);
  return new Map(names.map((name) => [name, serverOf(apiHost(name), { registries, plainHttp: false }, name)]));
}

/** `harbor.corp/hub` is a prefix of repositories on `harbor.corp`. */
export const mirrorHost = (mirror: string): string => mirror.replace(/\/.*$/s, '');

interface HostOptions extends ImageRegistryOptions {
  readonly proxies: ProxyFinder;
}

function createHost(registry: string, named: HttpServer | undefined, options: HostOptions): RegistryHost {
  const { env, allowLoopback, times, now, pause, proxies } = options;
  const rules = { isNamed: named !== undefined, allowsLoopback: named !== undefined || allowLoopback };
  const server = named ?? serverOf(apiHost(registry), { registries: [], plainHttp: false }, registry);
  const client = createHttpClient(
    { ...server, rules },
    {
      times: { connectMs: times.connectMs, silenceMs: times.requestMs, wholeMs: times.requestMs },
      retries: { tries: 2, after: ['broken'] },
      atOnce: AT_ONCE,
      circuit: createCircuitBreaker({ failures: FAILURES_BEFORE_REST, openMs: REST_MS, now }),
      proxies,
      now,
      ...(pause === undefined ? {} : { pause }),
    },
  );
  return {
    client,
    plainHttp: server.plainHttp,
    memory: createAuthMemory(now),
    referrersApi: createBelief(now),
    credentials: expiring(() => dockerCredentials(registry, env), now),
  };
}

function createBelief(now: () => number): ReferrersApi {
  let held: { readonly belief: 'present' | 'absent'; readonly until: number } | undefined;
  return {
    belief: () => (held !== undefined && now() < held.until ? held.belief : undefined),
    learn: (belief) => {
      held = { belief, until: now() + BELIEF_MS };
    },
  };
}

/** Looks again after a while, and at once where it failed. */
function expiring(find: () => AsyncIterable<Credentials>, now: () => number): () => AsyncIterable<Credentials> {
  let until = 0;
  let found = replay(find);
  return async function* credentials() {
    if (now() >= until) {
      found = replay(find);
      until = now() + CREDENTIALS_MS;
    }
    try {
      yield* found();
    } catch (error) {
      until = 0;
      throw error;
    }
  };
}
