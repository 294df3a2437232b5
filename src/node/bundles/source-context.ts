import { credentialsOrNone } from '../registry/docker-credentials.ts';
import { createHttpClient } from '../registry/http-client.ts';
import { proxiesOf } from '../registry/proxy-environment.ts';
import { apiHost } from '../../core/images/reference.ts';
import { createRegistryClient, type RegistryClient } from '../registry/registry-client.ts';
import { serverOf, type KnownServers } from '../registry/server-of.ts';

/** What is needed to reach servers as the user does. */
export interface SourceContext extends KnownServers {
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function registryOf(registry: string, context: SourceContext): RegistryClient {
  const server = serverOf(apiHost(registry), context, registry);
  return createRegistryClient({
    client: createHttpClient(server, { proxies: proxiesOf(context.env) }),
    registry,
    plainHttp: server.plainHttp,
    credentials: credentialsOrNone(registry, context.env),
  });
}
