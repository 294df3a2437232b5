import type { Authority, Signer } from '../../core/images/authority.ts';
import {
  decideImage,
  unknownImage,
  type ExaminedAuthority,
  type ExaminedPlatform,
  type ExaminedSignature,
} from '../../core/images/decide-image.ts';
import { decideUnasked } from '../../core/images/decide-unasked.ts';
import type { ImageAnswer } from '../../core/images/image-answer.ts';
import type { ImageFinding } from '../../core/images/image-fact.ts';
import type { Reference } from '../../core/images/reference.ts';
import type { ImageManifest, SignatureSearch } from '../../core/images/signature-material.ts';
import type { ImageAccess, ImageRegistry } from './image-registry.ts';
import { platformsOf } from './platforms-of.ts';
import type { SignatureVerifier } from './signature-verifier.ts';

/** Finds out what there is to know about an image. Never throws for what a registry, or who pushed to it, does. */
export interface ImageInspector {
  /** @param ref as it is written in an object */
  inspect(ref: string, access?: ImageAccess): Promise<ImageFinding>;
}

export interface InspectorOptions {
  readonly registry: ImageRegistry;
  readonly verifier: SignatureVerifier;
  readonly authorities: readonly Authority[];
}

export function createImageInspector(options: InspectorOptions): ImageInspector {
  return {
    inspect: async (ref, access) => {
      const begun = decideUnasked(ref, options.authorities);
      if (begun.kind === 'decided') return begun.finding;
      const { reference, authorities } = begun;
      const search = searcherOf(options, reference, access);
      const [image] = await Promise.all([
        options.registry.readImage(reference, access),
        ...searchesAhead(reference, authorities, search),
      ]);
      if (image.kind === 'fault') return unknownImage(ref, reference, image, authorities);
      const examine = examinerOf(options, { reference, image: image.value, access, search });
      const examined = await Promise.all(authorities.map(examine));
      return decideImage({ ref, reference, digest: image.value.digest, authorities: examined });
    },
  };
}

type Searcher = (digest: string, elsewhere: string | undefined) => Promise<ImageAnswer<SignatureSearch>>;

const searcherOf = ({ registry }: InspectorOptions, reference: Reference, access: ImageAccess | undefined): Searcher =>
  remembered((digest, elsewhere) => registry.findSignatures(reference, digest, elsewhere, access));

/** What signs a digest that somebody wrote can be looked for while the image is read, which saves a round trip. */
const searchesAhead = (
  { digest }: Reference,
  authorities: readonly Authority[],
  search: Searcher,
): readonly Promise<unknown>[] =>
  digest === undefined ? [] : authorities.map(({ repository }) => search(digest, repository));

interface Examination {
  readonly reference: Reference;
  readonly image: ImageManifest;
  readonly access: ImageAccess | undefined;
  readonly search: Searcher;
}

function examinerOf(
  { registry, verifier }: InspectorOptions,
  { reference, image, access, search }: Examination,
): (authority: Authority) => Promise<ExaminedAuthority> {
  const examinePlatform = async (
    { digest, label }: { readonly digest: string; readonly label: string },
    authority: Authority,
  ): Promise<ExaminedPlatform> => {
    const [child, found] = await Promise.all([
      registry.readImage({ registry: reference.registry, repository: reference.repository, digest }, access),
      search(digest, authority.repository),
    ]);
    return child.kind === 'fault'
      ? { label, search: child, checks: [] }
      : { label, search: found, checks: checksOf(verifier, child.value, authority, found) };
  };
  return async (authority) => {
    const found = await search(image.digest, authority.repository);
    const checks = checksOf(verifier, image, authority, found);
    if (!authority.allPlatforms) return { authority, search: found, checks };
    const platforms = await Promise.all(platformsOf(image).map((one) => examinePlatform(one, authority)));
    return { authority, search: found, checks, platforms };
  };
}

function checksOf(
  verifier: SignatureVerifier,
  image: ImageManifest,
  { signers }: Authority,
  search: ImageAnswer<SignatureSearch>,
): readonly ExaminedSignature[] {
  if (search.kind === 'fault') return [];
  const holders = signers.filter(({ kind }: Signer) => kind !== 'static');
  return search.value.material.flatMap((material) =>
    holders.map((signer) => ({ material, signer, check: verifier.check(material, image, signer) })),
  );
}

/** Authorities that look in the same place look once. */
function remembered(ask: Searcher): Searcher {
  const known = new Map<string, ReturnType<Searcher>>();
  return (digest, elsewhere) => {
    const key = `${digest} ${elsewhere ?? ''}`;
    const answer = known.get(key) ?? ask(digest, elsewhere);
    known.set(key, answer);
    return answer;
  };
}
