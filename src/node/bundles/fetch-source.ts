import { readFileSync, statSync } from 'node:fs';
import { SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';
import { sha256 } from '../digest.ts';
import { reasonOf } from '../files/walk-files.ts';
import { createHttpClient } from '../registry/http-client.ts';
import { proxiesOf } from '../registry/proxy-environment.ts';
import { fetchRevision, resolveRemote } from '../sources/fetch-revision.ts';
import { fetchArtefact, findArtefact } from './fetch-artefact.ts';
import type { ArchiveSource, BundleSource, HttpSource } from './parse-source.ts';
import type { GitSource } from './parse-git-source.ts';
import { serverOf } from '../registry/server-of.ts';
import type { SourceContext } from './source-context.ts';
import { safePath, SOURCE_LIMITS, SourceFiles, type SourceFile } from './source-file.ts';
import { MANIFEST_NAME, SIGNATURES_NAME } from './to-bundle.ts';
import { unpackArchive } from './unpack-archive.ts';

/** A source as it is at one moment. */
export interface FetchedSource {
  /** What names this content and no other: `sha256:…` of an archive or a manifest, the id of a commit. */
  readonly pin: string;
  readonly files: readonly SourceFile[];
}

/**
 * What a source stands at now, when that can be told without fetching it.
 * @throws SluiceError NETWORK_FAILED, ACCESS_DENIED, ADDRESS_REFUSED, GIT_FAILED
 */
export async function currentPin(source: BundleSource, context: SourceContext): Promise<string | undefined> {
  switch (source.kind) {
    case 'archive':
    case 'http':
      return undefined;
    case 'oci':
      return (await findArtefact(source, undefined, context)).descriptor.digest;
    case 'git':
      return source.pin ?? resolveRemote(source.remote, source.ref, context.env);
  }
}

/**
 * Fetches a source, held to `pin` if there is one.
 * @throws SluiceError as above; SOURCE_CHANGED when it is not what it is pinned to; BUNDLE_INVALID when it is no bundle
 */
export async function fetchSource(
  source: BundleSource,
  pin: string | undefined,
  context: SourceContext,
): Promise<FetchedSource> {
  switch (source.kind) {
    case 'archive':
      return unpack(readArchive(source), source.label, pin);
    case 'http':
      return unpack(await download(source, context), source.label, pin);
    case 'oci':
      return fetchArtefact(source, pin, context);
    case 'git':
      return fetchFolder(source, pin ?? (await resolveRemote(source.remote, source.ref, context.env)), context);
  }
}

async function unpack(bytes: Uint8Array, label: string, pin: string | undefined): Promise<FetchedSource> {
  const found = `sha256:${sha256(bytes)}`;
  if (pin !== undefined && pin !== found)
    throw new SluiceError(
      'SOURCE_CHANGED',
      `${label} is pinned to ${pin}, and what is there now is ${found}; if that is meant, run "sluice pull"`,
    );
  return { pin: found, files: await unpackArchive(bytes, label) };
}

/** The bytes of a bundle file of this machine. */
export function readArchive({ file, label }: ArchiveSource): Uint8Array {
  try {
    const { size } = statSync(file);
    if (size > SOURCE_LIMITS.archiveBytes)
      throw new SluiceError('BUNDLE_INVALID', `${label} has ${size} bytes; the limit is ${SOURCE_LIMITS.archiveBytes}`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof SluiceError) throw error;
    throw new SluiceError(
      'POLICY_NOT_FOUND',
      `cannot read the bundle ${label}: ${reasonOf(error)}; check the path after -p`,
      {
        cause: error,
      },
    );
  }
}

async function download({ url, label }: HttpSource, context: SourceContext): Promise<Uint8Array> {
  const client = createHttpClient(serverOf(url.host, context), { proxies: proxiesOf(context.env) });
  const { status, body } = await client.send({
    method: 'GET',
    url,
    headers: { accept: 'application/gzip, application/octet-stream, */*;q=0.5' },
    maxBytes: SOURCE_LIMITS.archiveBytes,
  });
  if (status === 200) return body;
  const code = status === 401 || status === 403 ? 'ACCESS_DENIED' : 'NETWORK_FAILED';
  throw new SluiceError(code, `${label} answered with status ${status}; check the address`);
}

/** What is read of a repository: Rego, and what may lie beside it. */
const WANTED = /\.(?:rego|json|ya?ml)$/;

async function fetchFolder(source: GitSource, commit: string, context: SourceContext): Promise<FetchedSource> {
  const { remote, folder, label } = source;
  const limits = { each: SOURCE_LIMITS.fileBytes, all: SOURCE_LIMITS.allBytes, files: SOURCE_LIMITS.files };
  const fetched = await fetchRevision(remote, commit, { folder, wants: isWanted, limits }, context.env);
  const files = new SourceFiles(label);
  for (const { path: given, bytes } of fetched.files) {
    const path = safePath(given, label);
    files.announce(path, bytes.length);
    files.add({ path, bytes });
  }
  const [submodule] = fetched.submodules;
  if (submodule !== undefined)
    throw new SluiceError(
      'BUNDLE_INVALID',
      `${label}: ${visible(submodule)} is a submodule, which is not fetched; name a folder without one, or the other repository itself`,
    );
  return { pin: commit, files: files.all() };
}

function isWanted(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return WANTED.test(name) || name === MANIFEST_NAME || name === SIGNATURES_NAME;
}
