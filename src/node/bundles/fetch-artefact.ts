import { SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';
import { parseManifest, type Descriptor, type OciManifest } from '../registry/oci-manifest.ts';
import type { RegistryClient, StoredManifest } from '../registry/registry-client.ts';
import type { FetchedSource } from './fetch-source.ts';
import type { OciSource } from './parse-source.ts';
import { registryOf, type SourceContext } from './source-context.ts';
import { safePath, SourceFiles, type SourceFile } from './source-file.ts';
import { unpackArchive } from './unpack-archive.ts';

/** One layer of this type is an OPA bundle. */
const ARCHIVE_LAYERS: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.layer.v1.tar+gzip',
  'application/vnd.docker.image.rootfs.diff.tar.gzip',
]);

export const TITLE = 'org.opencontainers.image.title';
/** On layers of modules that are not v1; `sluice push` writes it. */
export const REGO_VERSION = 'dev.sluice.rego-version';

const MOST_INDEX_DEPTH = 4;
const BLOBS_AT_ONCE = 8;

/** @throws SluiceError NETWORK_FAILED when the registry has no such artefact */
export async function findArtefact(
  { reference, label }: OciSource,
  pin: string | undefined,
  context: SourceContext,
): Promise<StoredManifest> {
  const wanted = pin === undefined ? reference : { ...reference, digest: pin };
  const found = await registryOf(reference.registry, context).findManifest(wanted);
  if (found !== undefined) return found;
  throw new SluiceError(
    'NETWORK_FAILED',
    `${label}: the registry has no such artefact${pin === undefined ? '' : ` with the digest ${pin}`}; check the name, and whether it was pushed`,
  );
}

/** Fetches a bundle of OPA (one archive) or of conftest (a layer for each file). */
export async function fetchArtefact(
  source: OciSource,
  pin: string | undefined,
  context: SourceContext,
): Promise<FetchedSource> {
  const stored = await findArtefact(source, pin, context);
  const client = registryOf(source.reference.registry, context);
  const layers = await policyLayers(stored, source, client, new Set(), 0);
  if (layers === undefined)
    throw new SluiceError(
      'BUNDLE_INVALID',
      `${source.label} holds no policies: no layer is an archive or has a title${typesOf(stored, source)}`,
    );
  return { pin: stored.descriptor.digest, files: await readLayers(layers, source, client) };
}

function typesOf({ bytes }: StoredManifest, { label }: OciSource): string {
  const manifest = parseManifest(bytes, label);
  const list = manifest.kind === 'manifest' ? manifest.layers : manifest.manifests;
  const types = [...new Set(list.map(({ mediaType }) => visible(mediaType)))].slice(0, 5);
  return types.length === 0 ? '' : ` (it has ${types.join(', ')})`;
}

/** The layers of a manifest, or of the first one in an index that has any. Builders add others, with what they know of the build. */
async function policyLayers(
  { bytes, descriptor }: StoredManifest,
  source: OciSource,
  client: RegistryClient,
  seen: Set<string>,
  depth: number,
): Promise<readonly Descriptor[] | undefined> {
  const manifest = parseManifest(bytes, source.label);
  seen.add(descriptor.digest);
  if (manifest.kind === 'manifest') return usableLayers(manifest, source);
  for (const { digest } of manifest.manifests) {
    if (seen.has(digest) || depth >= MOST_INDEX_DEPTH) continue;
    const child = await client.findManifest({ ...source.reference, digest });
    const layers = child === undefined ? undefined : await policyLayers(child, source, client, seen, depth + 1);
    if (layers !== undefined) return layers;
  }
  return undefined;
}

function usableLayers(
  { layers }: Extract<OciManifest, { readonly kind: 'manifest' }>,
  { label }: OciSource,
): readonly Descriptor[] | undefined {
  const archives = layers.filter(({ mediaType }) => ARCHIVE_LAYERS.has(mediaType));
  if (archives.length > 1)
    throw new SluiceError(
      'BUNDLE_INVALID',
      `${label} has ${archives.length} archives and looks like a container image; a bundle has one`,
    );
  if (archives.length === 1) return archives;
  const titled = layers.filter(({ annotations }) => annotations?.[TITLE] !== undefined);
  return titled.length === 0 ? undefined : titled;
}

async function readLayers(
  layers: readonly Descriptor[],
  source: OciSource,
  client: RegistryClient,
): Promise<readonly SourceFile[]> {
  const { reference, label } = source;
  const [first] = layers;
  if (first !== undefined && ARCHIVE_LAYERS.has(first.mediaType))
    return unpackArchive(await client.readBlob(reference, first), label);
  const files = new SourceFiles(label);
  const named = layers.map((layer) => ({ layer, path: titleOf(layer, label) }));
  for (const { layer, path } of named) files.announce(path, layer.size);
  for (let from = 0; from < named.length; from += BLOBS_AT_ONCE) {
    const batch = named.slice(from, from + BLOBS_AT_ONCE);
    const read = await Promise.all(batch.map(({ layer }) => client.readBlob(reference, layer)));
    for (const [index, { layer, path }] of batch.entries())
      files.add(toFile(path, layer, read[index] ?? Buffer.alloc(0)));
  }
  return files.all();
}

function titleOf({ annotations }: Descriptor, label: string): string {
  const title = annotations?.[TITLE] ?? '';
  if (title.startsWith('/'))
    throw new SluiceError(
      'BUNDLE_INVALID',
      `${label}: the layer ${visible(title)} wants an absolute path; push the files with relative ones`,
    );
  return safePath(title, label);
}

function toFile(path: string, { mediaType, annotations }: Descriptor, bytes: Uint8Array): SourceFile {
  return { path, bytes, mediaType, ...(annotations?.[REGO_VERSION] === 'v0' ? { regoVersion: 'v0' } : {}) };
}
