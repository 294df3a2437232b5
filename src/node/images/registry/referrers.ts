import { visible } from '../../../core/report/safe-text.ts';
import { parseManifest, type Descriptor, type OciManifest } from '../../registry/oci-manifest.ts';
import type { StoredManifest } from '../../registry/registry-client.ts';
import { isUnreadable } from './image-fault.ts';
import type { FoundMaterial, Layer, MaterialReader, PlaceSearch } from './material-reader.ts';
import type { Place } from './place.ts';
import { listingOf, listReferrers, type ReferrerListing } from './referrer-listing.ts';
import { formatOfLayer, isSignatureType } from './referrer-types.ts';
import { referrersTag, shortDigest, shortTag } from './signature-tags.ts';

/**
 * Reads what refers to the digest and claims to sign it: listed by the registry, or by the tag that stands in for that where the
 * registry has no such API. Where nobody knows whether it has, both are asked at once, which saves a round trip.
 */
export async function findReferrers(place: Place, digest: string, reader: MaterialReader): Promise<PlaceSearch> {
  const { referrersApi } = place;
  const belief = referrersApi.belief();
  const [listing, early] = await Promise.all([
    belief === 'absent' ? undefined : listReferrers(place, digest),
    belief === 'present' ? undefined : findList(place, digest),
  ]);
  if (listing !== undefined && !('kind' in listing)) {
    referrersApi.learn('present');
    return readAll(place, digest, reader, listing, 'OCI referrers');
  }
  if (listing?.isRouteMissing === true) referrersApi.learn('absent');
  const list = early ?? (await findList(place, digest));
  const remark = 'OCI referrers (the registry has no such list)';
  const name = `tag ${shortTag(referrersTag(digest))}`;
  if (typeof list === 'string') return { found: [], lookedIn: [remark, `${name} (${list})`] };
  const search = await readAll(place, digest, reader, list, name);
  return { found: search.found, lookedIn: [remark, ...search.lookedIn] };
}

/** The tag that stands in for the list; a text says why there is none. */
async function findList({ client, reference }: Place, digest: string): Promise<ReferrerListing | string> {
  const { registry, repository } = reference;
  const tag = referrersTag(digest);
  const stored = await client.findManifest({ registry, repository, tag });
  if (stored === undefined) return 'not found';
  const index = readable(stored, tag);
  return index?.kind === 'index' ? listingOf(index.manifests) : 'it is no list that can be read';
}

function readable({ bytes }: StoredManifest, name: string): OciManifest | undefined {
  try {
    return parseManifest(bytes, name);
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
}

async function readAll(
  place: Place,
  digest: string,
  reader: MaterialReader,
  listing: ReferrerListing,
  name: string,
): Promise<PlaceSearch> {
  const { candidates, matching, gaps } = listing;
  const read = await Promise.all(candidates.map((one) => readReferrer(place, digest, reader, one)));
  const found = read.flatMap((one) => (one.kind === 'signs' ? one.found : []));
  const others = listing.others + read.filter(({ kind }) => kind === 'other').length;
  const remarks = [
    ...(found.length === 0 ? [] : [`${found.length} read`]),
    ...(others === 0 ? [] : [`${others} of other kinds`]),
    ...(matching > candidates.length ? [`the newest ${candidates.length} of ${matching} were read`] : []),
    ...gaps,
    ...shortened(read.flatMap((one) => (one.kind === 'other' ? [] : one.remarks))),
  ];
  return { found, lookedIn: [`${name} (${remarks.join('; ') || 'none'})`] };
}

const MOST_REMARKS = 5;

const shortened = (remarks: readonly string[]): readonly string[] =>
  remarks.length <= MOST_REMARKS
    ? remarks
    : [...remarks.slice(0, MOST_REMARKS), `and ${remarks.length - MOST_REMARKS} more that do not count`];

type ReadReferrer =
  | { readonly kind: 'signs'; readonly found: readonly FoundMaterial[]; readonly remarks: readonly string[] }
  /** It says that it is no signature. */
  | { readonly kind: 'other' }
  | { readonly kind: 'dropped'; readonly remarks: readonly string[] };

/** More in one manifest is nothing that a signer writes. */
const MOST_LAYERS = 10;

/** A list says what it likes: what counts is what the manifest says of itself. */
async function readReferrer(
  { client, reference }: Place,
  digest: string,
  reader: MaterialReader,
  descriptor: Descriptor,
): Promise<ReadReferrer> {
  const place = `referrer ${shortDigest(descriptor.digest)}`;
  const dropped = (remark: string): ReadReferrer => ({ kind: 'dropped', remarks: [`${place} ${remark}`] });
  const { registry, repository } = reference;
  const stored = await client.findManifest({ registry, repository, digest: descriptor.digest });
  if (stored === undefined) return dropped('is listed, and not there');
  const manifest = readable(stored, place);
  if (manifest?.kind !== 'manifest') return dropped('cannot be read');
  if (!isSignatureType(manifest.artifactType ?? manifest.config?.mediaType ?? '')) return { kind: 'other' };
  if (manifest.subject !== digest) return dropped(`refers to ${subjectOf(manifest.subject)}`);
  const read = await Promise.all(layersOf(manifest, place).map((layer) => reader.read(layer)));
  return {
    kind: 'signs',
    found: read.filter((one) => typeof one !== 'string'),
    remarks: read.flatMap((one) => (typeof one === 'string' ? [`${place} ${one}`] : [])),
  };
}

const subjectOf = (subject: string | undefined): string =>
  subject === undefined ? 'nothing' : `another image, ${visible(shortDigest(subject))}`;

function layersOf(
  { layers, annotations }: Extract<OciManifest, { readonly kind: 'manifest' }>,
  place: string,
): readonly Layer[] {
  return layers.slice(0, MOST_LAYERS).flatMap((descriptor) => {
    const format = formatOfLayer(descriptor.mediaType);
    return format === undefined
      ? []
      : [{ format, descriptor, place, annotations: { ...annotations, ...descriptor.annotations } }];
  });
}
