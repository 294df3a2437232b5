import { messageOf, SluiceError } from '../errors.ts';
import { visible } from '../report/safe-text.ts';

/** An image or artefact in a registry, in its whole form: `nginx` is `docker.io/library/nginx:latest`. */
export interface Reference {
  /** `ghcr.io`, `localhost:5000`, `[::1]:5000`; lower case. */
  readonly registry: string;
  /** `acme/policies`. */
  readonly repository: string;
  /** Absent only when there is a digest and nobody wrote a tag. */
  readonly tag?: string;
  /** `sha256:…`. It decides when there is a tag, too. */
  readonly digest?: string;
}

export const DOCKER_HUB = 'docker.io';
/** Docker Hub answers its API elsewhere than it is called. */
const DOCKER_HUB_API = 'registry-1.docker.io';
const DOCKER_HUB_NAMES: ReadonlySet<string> = new Set([DOCKER_HUB, 'index.docker.io', DOCKER_HUB_API]);

/** True for each of the names by which people and tools call Docker Hub. */
export const isDockerHub = (registry: string): boolean => DOCKER_HUB_NAMES.has(registry);

const LONGEST_REPOSITORY = 255;
const HOST =
  /^(?:\[[0-9a-f:]+\]|(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)(?::[0-9]{1,5})?$/;
const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** True for `sha256:` and `sha512:` with as many hexadecimal digits as they have. */
export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/**
 * Reads a reference as container tools do: without a registry it is Docker Hub's, without tag and digest the tag is `latest`.
 * @throws SluiceError REFERENCE_INVALID
 */
export function parseReference(text: string): Reference {
  const complain = (problem: string): SluiceError =>
    new SluiceError('REFERENCE_INVALID', `"${visible(text)}" is no reference: ${problem}`);
  const { name, tag, digest } = splitReference(text);
  if (digest !== undefined && !isDigest(digest)) throw complain('a digest is sha256: and 64 hexadecimal digits');
  if (tag !== undefined && !TAG.test(tag)) throw complain('a tag has letters, digits, "_", "." and "-", at most 128');
  const { registry, repository } = splitName(name);
  if (!HOST.test(registry)) throw complain(`"${visible(registry)}" is no host`);
  if (repository === '') throw complain('it names a registry and no repository; write REGISTRY/REPOSITORY:TAG');
  if (repository !== repository.toLowerCase()) throw complain('a repository is written in lower case');
  if (!REPOSITORY.test(repository) || repository.length > LONGEST_REPOSITORY)
    throw complain(`"${visible(repository)}" is no name of a repository`);
  return {
    registry,
    repository,
    ...(tag === undefined && digest !== undefined ? {} : { tag: tag ?? 'latest' }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** The reference that a text is, or why it is none: for texts that anybody may have written. */
export function readReference(text: string): Reference | string {
  try {
    return parseReference(text);
  } catch (error) {
    return messageOf(error);
  }
}

interface ReferenceParts {
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

function splitReference(text: string): ReferenceParts {
  const at = text.indexOf('@');
  const named = at < 0 ? text : text.slice(0, at);
  // A colon before the last slash belongs to the port.
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  return {
    name: colon < 0 ? named : named.slice(0, colon),
    tag: colon < 0 ? undefined : named.slice(colon + 1),
    digest: at < 0 ? undefined : text.slice(at + 1),
  };
}

/** What looks like a host is one: it has a dot or a port, or is `localhost`. Anything else is a name on Docker Hub. */
function splitName(name: string): { readonly registry: string; readonly repository: string } {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  if (!/[.:[]/.test(first) && first.toLowerCase() !== 'localhost') return onDockerHub(name);
  const registry = first.toLowerCase();
  const repository = name.slice(slash + 1);
  return isDockerHub(registry) ? onDockerHub(repository) : { registry, repository };
}

const onDockerHub = (name: string): { readonly registry: string; readonly repository: string } => ({
  registry: DOCKER_HUB,
  repository: name === '' || name.includes('/') ? name : `library/${name}`,
});

/** The reference as text; reading it gives the same reference. */
export function formatReference({ registry, repository, tag, digest }: Reference): string {
  return `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** The name of a registry that has several: `index.docker.io` is `docker.io`. */
export function canonicalRegistry(host: string): string {
  const name = host.toLowerCase();
  return DOCKER_HUB_NAMES.has(name) ? DOCKER_HUB : name;
}

/** Where the registry's API is. */
export function apiHost(registry: string): string {
  return registry === DOCKER_HUB ? DOCKER_HUB_API : registry;
}

/** How `docker login` files the credentials of a registry. */
export function credentialsKey(registry: string): string {
  return registry === DOCKER_HUB ? 'https://index.docker.io/v1/' : registry;
}
