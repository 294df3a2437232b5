import { formatReference, parseReference, type Reference } from '../../core/images/reference.ts';
import { parseGitSource, type GitSource } from './parse-git-source.ts';
import { isRemoteSource } from './source-kind.ts';
import { invalidSource, parseUrl } from './source-url.ts';

/** A source of policies that is no folder. */
export type BundleSource = ArchiveSource | HttpSource | OciSource | GitSource;

/** A bundle file of this machine; its content is what it is, and needs no pin. */
export interface ArchiveSource {
  readonly kind: 'archive';
  readonly label: string;
  readonly file: string;
}

export interface HttpSource {
  readonly kind: 'http';
  readonly label: string;
  readonly url: URL;
  /** `sha256:…` of the archive, from the fragment of the URL. */
  readonly pin?: string;
}

export interface OciSource {
  readonly kind: 'oci';
  readonly label: string;
  readonly reference: Reference;
  /** The digest of the reference. */
  readonly pin?: string;
}

/**
 * Reads a source as users write it. What is remote is told by its beginning; anything else is the path of a bundle file.
 * @throws SluiceError REFERENCE_INVALID
 */
export function parseSource(given: string): BundleSource {
  if (!isRemoteSource(given)) return { kind: 'archive', label: given, file: given };
  if (/^git[+:]/i.test(given)) return parseGitSource(given);
  if (/^configmap:/i.test(given))
    throw invalidSource(given, 'a ConfigMap is watched by "sluice serve -p", and has no pin');
  return /^oci:/i.test(given) ? parseOciSource(given) : parseHttpSource(given);
}

function parseOciSource(given: string): OciSource {
  const name = given.slice('oci://'.length);
  // A URL has a host in front; Docker Hub is not meant by leaving it out.
  if (!/^(?:localhost|[^/]*[.:][^/]*)\//i.test(name))
    throw invalidSource(given, 'it names no registry; write oci://REGISTRY/REPOSITORY:TAG');
  const reference = parseReference(name);
  const pin = reference.digest;
  return {
    kind: 'oci',
    label: `oci://${formatReference(reference)}`,
    reference,
    ...(pin === undefined ? {} : { pin }),
  };
}

const PIN = /^#sha256:[0-9a-f]{64}$/;

function parseHttpSource(given: string): HttpSource {
  const url = parseUrl(given);
  if (url.hash !== '' && !PIN.test(url.hash))
    throw invalidSource(given, 'what follows "#" pins the archive, and is sha256: and 64 hexadecimal digits');
  const pin = url.hash === '' ? undefined : url.hash.slice(1);
  url.hash = '';
  return { kind: 'http', label: `${url.origin}${url.pathname}`, url, ...(pin === undefined ? {} : { pin }) };
}
