import { renamed } from '../../core/images/decide-image.ts';
import type { ImageFinding } from '../../core/images/image-fact.ts';
import { readReference, type Reference } from '../../core/images/reference.ts';
import type { ImageInspector } from './create-image-inspector.ts';
import type { FindingCache } from './finding-cache.ts';
import { askerOf, ownerOf } from './image-owner.ts';
import type { ImageAccess } from './image-registry.ts';

/**
 * What became of a question: `hit` was remembered, `shared` was being asked already, `miss` was asked, `stale` was asked in vain and
 * answered by what was remembered. Of an image that nobody has to ask about it is said nothing.
 */
export type ImageLookup = 'hit' | 'shared' | 'miss' | 'stale';

/**
 * An inspector that remembers. What it remembers is kept by digest, so a tag that moved is never answered with what its old
 * digest was, for longer than a digest of a tag is remembered. What somebody's pull secrets brought is kept for those who bring the
 * same ones: whether an image is there, and who signed it, is nobody else's business. What was found without them is for all.
 */
export function cachedInspector(
  inspector: ImageInspector,
  cache: FindingCache,
  onLookup: (lookup: ImageLookup) => void = () => undefined,
): ImageInspector {
  const underWay = new Map<string, Promise<ImageFinding>>();
  const ask = async (ref: string, reference: Reference, access: ImageAccess): Promise<ImageFinding> => {
    const owner = ownerOf(access);
    const finding = await inspector.inspect(ref, access);
    const stale = finding.status === 'error' ? staleFinding(cache, owner, reference) : undefined;
    if (finding.status !== 'skipped') onLookup(stale === undefined ? 'miss' : 'stale');
    if (stale !== undefined) return { ...renamed(stale, ref, reference), stale: true };
    remember(cache, owner, reference, finding);
    return finding;
  };
  return {
    inspect: (ref, access = {}) => {
      const reference = readReference(ref);
      if (typeof reference === 'string') return inspector.inspect(ref, access);
      const known = recall(cache, '', reference) ?? recall(cache, ownerOf(access), reference);
      if (known !== undefined) {
        onLookup('hit');
        return Promise.resolve(renamed(known, ref, reference));
      }
      const key = `${askerOf(access)} ${ref}`;
      const asked = underWay.get(key);
      if (asked !== undefined) {
        onLookup('shared');
        return asked;
      }
      const answer = ask(ref, reference, access).finally(() => underWay.delete(key));
      underWay.set(key, answer);
      return answer;
    },
  };
}

function recall(cache: FindingCache, owner: string, reference: Reference): ImageFinding | undefined {
  const digest = reference.digest ?? cache.findDigest(tagKey(owner, reference));
  return digest === undefined ? undefined : cache.find(digestKey(owner, reference, digest));
}

/** Only a digest that somebody wrote: nobody knows what a tag names while its registry is silent. */
function staleFinding(cache: FindingCache, owner: string, reference: Reference): ImageFinding | undefined {
  const { digest } = reference;
  if (digest === undefined) return undefined;
  return cache.findStale(digestKey('', reference, digest)) ?? cache.findStale(digestKey(owner, reference, digest));
}

function remember(cache: FindingCache, owner: string, reference: Reference, finding: ImageFinding): void {
  if (finding.digest === undefined) return;
  cache.keep(digestKey(owner, reference, finding.digest), finding);
  if (reference.digest === undefined) cache.keepDigest(tagKey(owner, reference), finding.digest);
}

const digestKey = (owner: string, { registry, repository }: Reference, digest: string): string =>
  `${owner} ${registry}/${repository}@${digest}`;

const tagKey = (owner: string, { registry, repository, tag }: Reference): string =>
  `${owner} ${registry}/${repository}:${tag ?? ''}`;
