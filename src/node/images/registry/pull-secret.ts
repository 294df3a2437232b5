import { canonicalRegistry, credentialsKey } from '../../../core/images/reference.ts';
import { isJsonObject, type JsonObject } from '../../../core/model/json.ts';
import { toCredentials, type Credentials } from '../../registry/docker-credentials.ts';

/** What a pull secret has for a repository, the most exact first. */
export type PullSecretReading =
  | { readonly kind: 'credentials'; readonly credentials: readonly Credentials[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' };

/** No Secret of Kubernetes is longer. */
const LONGEST_CONFIG = 1024 * 1024;

/**
 * Reads `auths` of a `.dockerconfigjson` as the kubelet does: keys are hosts, hosts with `*` for parts of names, and either with
 * a path. A path covers whole segments. Helpers that it names are not started: whoever wrote the secret is not who runs us.
 */
export function readPullSecret(config: string, registry: string, repository: string): PullSecretReading {
  const auths = parse(config)?.['auths'];
  if (!isJsonObject(auths)) return { kind: 'unreadable' };
  try {
    const credentials = Object.entries(auths)
      .flatMap(([key, entry]) => {
        const exactness = isJsonObject(entry) ? matchKey(key, registry, repository) : undefined;
        return exactness === undefined || !isJsonObject(entry) ? [] : [{ exactness, entry }];
      })
      .toSorted((a, b) => b.exactness - a.exactness)
      .flatMap(({ entry }) => toCredentials(entry, credentialsKey(registry), 'the pull secret') ?? []);
    return credentials.length === 0 ? { kind: 'none' } : { kind: 'credentials', credentials };
  } catch {
    // An entry that is not USER:PASSWORD. Nothing of it is shown.
    return { kind: 'unreadable' };
  }
}

function parse(config: string): JsonObject | undefined {
  if (config.length > LONGEST_CONFIG) return undefined;
  try {
    const value: unknown = JSON.parse(config);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** How exactly a key of `auths` means the repository; undefined when it does not. */
export function matchKey(key: string, registry: string, repository: string): number | undefined {
  const [host = '', ...segments] = key.replace(/^https?:\/\//i, '').split('/');
  // Docker once filed credentials under the version of the API.
  const path = segments
    .join('/')
    .replace(/^v[12](?:\/|$)/, '')
    .replace(/\/+$/, '');
  const isExact = canonicalRegistry(host) === registry;
  if (!isExact && !matchesHost(host.toLowerCase(), registry)) return undefined;
  if (path !== '' && repository !== path && !repository.startsWith(`${path}/`)) return undefined;
  return 2 * path.length + Number(isExact);
}

/** Name by name, and the port to the letter. */
function matchesHost(pattern: string, registry: string): boolean {
  if (!pattern.includes('*')) return false;
  const [wanted, host] = [splitPort(pattern), splitPort(registry)];
  if (wanted.port !== host.port || wanted.names.length !== host.names.length) return false;
  return wanted.names.every((name, index) => matchesName(name, host.names[index] ?? ''));
}

function splitPort(host: string): { readonly names: readonly string[]; readonly port: string } {
  const colon = host.lastIndexOf(':');
  const name = colon < 0 ? host : host.slice(0, colon);
  return { names: name.split('.'), port: colon < 0 ? '' : host.slice(colon + 1) };
}

/** At most one `*`, as nobody needs more. */
function matchesName(pattern: string, name: string): boolean {
  const [start = '', end, ...more] = pattern.split('*');
  if (end === undefined) return pattern === name;
  return more.length === 0 && name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end);
}
