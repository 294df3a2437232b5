import { readFileSync } from 'node:fs';
import { SluiceError } from '../../core/errors.ts';
import type { RegistryConfig } from '../config/config.ts';
import { reasonOf } from '../files/walk-files.ts';
import { isLoopbackHost } from '../registry/address-guard.ts';
import { findCredentials } from '../registry/docker-credentials.ts';
import { createHttpClient, type HttpServer } from '../registry/http-client.ts';
import { apiHost } from '../../core/images/reference.ts';
import { createRegistryClient, type RegistryClient } from '../registry/registry-client.ts';

/** What is needed to reach servers as the user does. */
export interface SourceContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly registries: readonly RegistryConfig[];
  /** Every host named by a source is spoken to without TLS; somebody asked for it. */
  readonly plainHttp: boolean;
}

/** @param host as it is spoken to; `registry` as the config may call it */
export function serverOf(host: string, context: SourceContext, registry: string = host): HttpServer {
  const known = context.registries.find((one) => one.host === registry || one.host === host);
  const ca = known?.caFile === undefined ? {} : { ca: readAuthority(known.caFile) };
  const isPlainHere = isLoopbackHost(host) && known?.caFile === undefined;
  return { host, plainHttp: context.plainHttp || (known?.plainHttp ?? isPlainHere), ...ca };
}

export function registryOf(registry: string, context: SourceContext): RegistryClient {
  const server = serverOf(apiHost(registry), context, registry);
  return createRegistryClient({
    client: createHttpClient(server),
    registry,
    plainHttp: server.plainHttp,
    credentials: () => findCredentials(registry, context.env),
  });
}

function readAuthority(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new SluiceError('CONFIG_INVALID', `cannot read the caFile ${file}: ${reasonOf(error)}`, { cause: error });
  }
}
