import type { SignatureFormat } from '../../../core/images/signature-material.ts';
import { counted } from '../../../core/report/result-text.ts';
import { parseManifest, type Descriptor } from '../../registry/oci-manifest.ts';
import type { StoredManifest } from '../../registry/registry-client.ts';
import { isUnreadable } from './image-fault.ts';
import type { Layer, MaterialReader, PlaceSearch } from './material-reader.ts';
import type { Place } from './place.ts';
import { cosignTag, shortTag } from './signature-tags.ts';

/** What a tag of cosign holds: each layer is one of these, its signature in the layer's annotations. */
const KINDS: Readonly<Record<'sig' | 'att', TagKind>> = {
  sig: { format: 'cosign-signature', mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json', noun: 'signature' },
  att: { format: 'cosign-attestation', mediaType: 'application/vnd.dsse.envelope.v1+json', noun: 'attestation' },
};

interface TagKind {
  readonly format: SignatureFormat;
  readonly mediaType: string;
  readonly noun: string;
}

/** Cosign appends, so the newest are the last. */
const MOST_LAYERS = 100;

/** Reads the signatures (`.sig`) or attestations (`.att`) that cosign keeps under a tag beside the image. */
export async function findTagged(
  { client, reference }: Place,
  digest: string,
  kind: 'sig' | 'att',
  reader: MaterialReader,
): Promise<PlaceSearch> {
  const tag = cosignTag(digest, kind);
  if (tag === undefined) return { found: [], lookedIn: [] };
  const { registry, repository } = reference;
  const name = `tag ${shortTag(tag)}`;
  const stored = await client.findManifest({ registry, repository, tag });
  if (stored === undefined) return { found: [], lookedIn: [`${name} (not found)`] };
  const layers = layersOf(stored, name);
  if (layers === undefined) return { found: [], lookedIn: [`${name} (it cannot be read)`] };
  const wanted = toLayers(layers, kind, name);
  const read = await Promise.all(wanted.slice(-MOST_LAYERS).map((layer) => reader.read(layer)));
  const found = read.filter((one) => typeof one !== 'string');
  const remarks = [
    counted(found.length, KINDS[kind].noun),
    ...(wanted.length > MOST_LAYERS ? [`the last ${MOST_LAYERS} of ${wanted.length} were read`] : []),
    ...new Set(read.filter((one) => typeof one === 'string')),
  ];
  return { found, lookedIn: [`${name} (${remarks.join('; ')})`] };
}

function layersOf({ bytes }: StoredManifest, name: string): readonly Descriptor[] | undefined {
  try {
    const manifest = parseManifest(bytes, name);
    return manifest.kind === 'manifest' ? manifest.layers : undefined;
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
}

const toLayers = (layers: readonly Descriptor[], kind: 'sig' | 'att', name: string): readonly Layer[] =>
  layers.flatMap((descriptor, index) =>
    descriptor.mediaType === KINDS[kind].mediaType
      ? [
          {
            format: KINDS[kind].format,
            descriptor,
            place: `${name}, layer ${index + 1}`,
            annotations: descriptor.annotations ?? {},
          },
        ]
      : [],
  );
