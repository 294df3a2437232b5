import { readFileSync } from 'node:fs';
import { SluiceError } from '../../core/errors.ts';
import type { RegistryConfig } from '../config/config.ts';
import { reasonOf } from '../files/walk-files.ts';
import { isLoopbackHost } from './address-guard.ts';
import type { HttpServer } from './http-client.ts';

/** What the user said of servers. */
export interface KnownServers {
  readonly registries: readonly RegistryConfig[];
  /** Every host is spoken to without TLS; somebody asked for it. */
  readonly plainHttp: boolean;
}

/**
 * @param host as it is spoken to; `registry` as the config may call it
 * @throws SluiceError CONFIG_INVALID when its caFile cannot be read
 */
export function serverOf(host: string, { registries, plainHttp }: KnownServers, registry: string = host): HttpServer {
  const known = registries.find((one) => one.host === registry || one.host === host);
  const ca = known?.caFile === undefined ? {} : { ca: readAuthority(known.caFile) };
  const isPlainHere = isLoopbackHost(host) && known?.caFile === undefined;
  return { host, plainHttp: plainHttp || (known?.plainHttp ?? isPlainHere), ...ca };
}

function readAuthority(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new SluiceError('CONFIG_INVALID', `cannot read the caFile ${file}: ${reasonOf(error)}`, { cause: error });
  }
}
