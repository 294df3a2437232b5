import type { Descriptor } from '../../registry/oci-manifest.ts';
import type { ReferrersPage } from '../../registry/registry-client.ts';
import type { Place } from './place.ts';
import { isUntyped, mayBeSignature, SIGNATURE_TYPES } from './referrer-types.ts';

/** What refers to a digest, as far as it may sign it. */
export interface ReferrerListing {
  /** The newest first, and no more than are read. */
  readonly candidates: readonly Descriptor[];
  /** How many may be signatures, and how many are something else. */
  readonly matching: number;
  readonly others: number;
  /** Why the list is not whole; empty when it is. */
  readonly gaps: readonly string[];
}

const MOST_CANDIDATES = 100;
/** Pages of one listing. */
const MOST_PAGES = 20;

const NOTHING: ReferrerListing = { candidates: [], matching: 0, others: 0, gaps: [] };

/** Adds a list of referrers to what is known, and keeps the newest. */
function extendListing(listing: ReferrerListing, referrers: readonly Descriptor[]): ReferrerListing {
  const signatures = referrers.filter(mayBeSignature);
  return {
    ...listing,
    candidates: newest([...listing.candidates, ...signatures]).slice(0, MOST_CANDIDATES),
    matching: listing.matching + signatures.length,
    others: listing.others + referrers.length - signatures.length,
  };
}

export const listingOf = (referrers: readonly Descriptor[]): ReferrerListing => extendListing(NOTHING, referrers);

/** Nobody vouches for the time: it only says which to read first when there are too many. Without one, in the order given. */
function newest(descriptors: readonly Descriptor[]): readonly Descriptor[] {
  const distinct = new Map(descriptors.map((one) => [one.digest, one]));
  return [...distinct.values()]
    .map((descriptor) => ({ descriptor, at: createdAt(descriptor) }))
    .toSorted((a, b) => b.at - a.at)
    .map(({ descriptor }) => descriptor);
}

function createdAt({ annotations }: Descriptor): number {
  const at = Date.parse(annotations?.['org.opencontainers.image.created'] ?? '');
  return Number.isNaN(at) ? 0 : at;
}

/**
 * Asks the referrers API. When there is more than a page, registries that know types are asked for each type of signature alone,
 * so that thousands of other things do not hide one.
 */
export async function listReferrers(
  place: Place,
  digest: string,
): Promise<ReferrerListing | Extract<ReferrersPage, { readonly kind: 'unsupported' }>> {
  const first = await place.client.listReferrers(place.reference, digest);
  if (first.kind === 'unsupported') return first;
  const listing = withPage(NOTHING, first);
  if (first.next === undefined) return listing;
  if (first.referrers.some(isUntyped)) return listRest(place, digest, listing, first.next);
  const chosen = await Promise.all(SIGNATURE_TYPES.map((type) => listType(place, digest, type)));
  const known = chosen.filter((one) => one !== undefined);
  return known.length === chosen.length ? merged(listing, known) : listRest(place, digest, listing, first.next);
}

/** Undefined when the registry does not choose by type. */
async function listType(place: Place, digest: string, artifactType: string): Promise<ReferrerListing | undefined> {
  const first = await place.client.listReferrers(place.reference, digest, { artifactType });
  if (first.kind === 'unsupported' || !first.isFiltered) return undefined;
  const listing = withPage(NOTHING, first);
  return first.next === undefined ? listing : listRest(place, digest, listing, first.next);
}

async function listRest(place: Place, digest: string, begun: ReferrerListing, from: URL): Promise<ReferrerListing> {
  let listing = begun;
  let next: URL | undefined = from;
  for (let pages = 1; next !== undefined; pages += 1) {
    if (pages === MOST_PAGES) return { ...listing, gaps: [`only ${MOST_PAGES} pages of the list were read`] };
    const page: ReferrersPage = await place.client.listReferrers(place.reference, digest, { page: next });
    if (page.kind === 'unsupported') return { ...listing, gaps: ['the list breaks off'] };
    listing = withPage(listing, page);
    next = page.next;
  }
  return listing;
}

function withPage(
  listing: ReferrerListing,
  { referrers, isCut }: Extract<ReferrersPage, { readonly kind: 'page' }>,
): ReferrerListing {
  const extended = extendListing(listing, referrers);
  return isCut ? { ...extended, gaps: ['the rest of the list is on another host, which is not asked'] } : extended;
}

/** The first page of all, and the listings of the types that count: something may be in both. */
function merged(first: ReferrerListing, types: readonly ReferrerListing[]): ReferrerListing {
  const candidates = newest([first, ...types].flatMap((one) => one.candidates)).slice(0, MOST_CANDIDATES);
  const matching = types.reduce((sum, one) => sum + one.matching, 0);
  return {
    candidates,
    matching: Math.max(candidates.length, matching),
    others: first.others,
    gaps: [...new Set([first, ...types].flatMap(({ gaps }) => gaps))],
  };
}
