import { renamed } from '../../core/images/decide-image.ts';
import type { ImageFinding } from '../../core/images/image-fact.ts';
import { readReference, type Reference } from '../../core/images/reference.ts';
import type { ImageInspector } from './create-image-inspector.ts';
import type { FindingCache } from './finding-cache.ts';
import type { ImageAccess } from './image-registry.ts';

/**
 * An inspector that remembers. What it remembers is kept by digest, so a tag that moved is never answered with what its old
 * digest was, for longer than a digest of a tag is remembered.
 */
export function cachedInspector(inspector: ImageInspector, cache: FindingCache): ImageInspector {
  const underWay = new Map<string, Promise<ImageFinding>>();
  const ask = async (ref: string, reference: Reference, access: ImageAccess | undefined): Promise<ImageFinding> => {
    const finding = await inspector.inspect(ref, access);
    const stale = finding.status === 'error' ? staleFinding(cache, reference) : undefined;
    if (stale !== undefined) return { ...renamed(stale, ref, reference), stale: true };
    remember(cache, reference, finding);
    return finding;
  };
  return {
    inspect: (ref, access) => {
      const reference = readReference(ref);
      if (typeof reference === 'string') return inspector.inspect(ref, access);
      const known = recall(cache, reference);
      if (known !== undefined) return Promise.resolve(renamed(known, ref, reference));
      // Whoever brings credentials of their own asks for themselves.
      if (access?.pullSecrets !== undefined) return ask(ref, reference, access);
      const asked = underWay.get(ref) ?? ask(ref, reference, access).finally(() => underWay.delete(ref));
      underWay.set(ref, asked);
      return asked;
    },
  };
}

function recall(cache: FindingCache, reference: Reference): ImageFinding | undefined {
  const digest = reference.digest ?? cache.findDigest(tagKey(reference));
  return digest === undefined ? undefined : cache.find(digestKey(reference, digest));
}

/** Only a digest that somebody wrote: nobody knows what a tag names while its registry is silent. */
function staleFinding(cache: FindingCache, reference: Reference): ImageFinding | undefined {
  return reference.digest === undefined ? undefined : cache.findStale(digestKey(reference, reference.digest));
}

function remember(cache: FindingCache, reference: Reference, finding: ImageFinding): void {
  if (finding.digest === undefined) return;
  cache.keep(digestKey(reference, finding.digest), finding);
  if (reference.digest === undefined) cache.keepDigest(tagKey(reference), finding.digest);
}

const digestKey = ({ registry, repository }: Reference, digest: string): string =>
  `${registry}/${repository}@${digest}`;

const tagKey = ({ registry, repository, tag }: Reference): string => `${registry}/${repository}:${tag ?? ''}`;
