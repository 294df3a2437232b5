import { SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';
import { loadRegoEngine } from '../engine/rego-engine.ts';
import { withoutCostly } from '../policies/without-costly.ts';
import { MEDIA_TYPES, type Descriptor } from '../registry/oci-manifest.ts';
import { formatReference, type Reference } from '../../core/images/reference.ts';
import type { RegistryClient } from '../registry/registry-client.ts';
import { REGO_VERSION, TITLE } from './fetch-artefact.ts';
import { registryOf, type SourceContext } from './source-context.ts';
import { contentDigest, type SourceFile } from './source-file.ts';

export interface PushRequest {
  readonly reference: Reference;
  /** With media types: they say what each file is. */
  readonly files: readonly SourceFile[];
  readonly revision?: string;
  readonly context: SourceContext;
}

export interface PushedArtefact {
  readonly digest: string;
  readonly content: string;
  /** The whole name, with tag and digest. */
  readonly reference: string;
}

/** The configuration of what is no image, as conftest and other tools of its kind write it. */
const CONFIG_TYPE = 'application/vnd.unknown.config.v1+json';
const REVISION = 'org.opencontainers.image.revision';
const CONTENT = 'dev.sluice.content';
const BLOBS_AT_ONCE = 4;

/**
 * Pushes files as conftest does, a layer for each, so that `conftest pull` reads them as well. The same files give the same
 * manifest, and so the same digest.
 * @throws SluiceError POLICY_INVALID for Rego that does not parse, and those of the registry
 */
export async function pushPolicies({ reference, files, revision, context }: PushRequest): Promise<PushedArtefact> {
  refuseBroken(files);
  const client = registryOf(reference.registry, context);
  const config = await client.writeBlob(reference, CONFIG_TYPE, Buffer.from('{}'));
  const layers = await pushLayers(files, reference, client);
  const content = contentDigest(files);
  const annotations = { [CONTENT]: content, ...(revision === undefined ? {} : { [REVISION]: revision }) };
  const manifest = { schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config, layers, annotations };
  const bytes = Buffer.from(JSON.stringify(manifest));
  const { digest } = await client.writeManifest(reference, MEDIA_TYPES.manifest, bytes);
  return { digest, content, reference: formatReference({ ...reference, digest }) };
}

/** A broken policy would be found by everybody who pulls it, and mended by nobody of them. */
function refuseBroken(files: readonly SourceFile[]): void {
  const modules = files
    .filter(({ path }) => path.endsWith('.rego'))
    .map(({ path, bytes, regoVersion }) => ({
      path,
      text: Buffer.from(bytes).toString('utf8'),
      regoVersion: regoVersion ?? ('any' as const),
    }));
  if (modules.length === 0) return;
  const engine = loadRegoEngine();
  const { errors } = withoutCostly(engine, modules, (parsed) => engine.inspect(parsed));
  if (errors.length > 0)
    throw new SluiceError(
      'POLICY_INVALID',
      errors.map(({ path, row, col, message }) => `${visible(path)}:${row}:${col}: ${message}`).join('\n'),
    );
}

async function pushLayers(
  files: readonly SourceFile[],
  reference: Reference,
  client: RegistryClient,
): Promise<readonly Descriptor[]> {
  const layers: Descriptor[] = [];
  for (let from = 0; from < files.length; from += BLOBS_AT_ONCE) {
    const batch = files.slice(from, from + BLOBS_AT_ONCE);
    layers.push(...(await Promise.all(batch.map((file) => pushLayer(file, reference, client)))));
  }
  return layers;
}

async function pushLayer(
  { path, bytes, mediaType = 'application/octet-stream', regoVersion }: SourceFile,
  reference: Reference,
  client: RegistryClient,
): Promise<Descriptor> {
  const descriptor = await client.writeBlob(reference, mediaType, bytes);
  const annotations = { [TITLE]: path, ...(regoVersion === undefined ? {} : { [REGO_VERSION]: regoVersion }) };
  return { ...descriptor, annotations };
}
