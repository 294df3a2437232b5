import type { ImageAnswer } from '../../../core/images/image-answer.ts';
import { formatReference, parseReference, type Reference } from '../../../core/images/reference.ts';
import type { ImageManifest, SignatureSearch } from '../../../core/images/signature-material.ts';
import { SluiceError } from '../../../core/errors.ts';
import { sha256Of } from '../../digest.ts';
import { askerOf, ownerOf } from '../image-owner.ts';
import type { ImageRegistry } from '../image-registry.ts';
import { findSignatures } from './find-signatures.ts';
import { fault, late, toFault } from './image-fault.ts';
import { IMAGE_TIMES, type ImageRegistryOptions, type ImageTimes } from './image-registry-options.ts';
import { placesOf } from './mirrors.ts';
import { openPlace, type Place, type PlaceOptions } from './place.ts';
import { readImage } from './read-image.ts';
import { createRegistryHosts } from './registry-hosts.ts';
import { createSharedQuestions } from './shared-questions.ts';

/** As `ImageRegistryOptions`, where times and clock have a value of their own. */
export interface GivenImageRegistryOptions extends Omit<ImageRegistryOptions, 'times' | 'now'> {
  readonly times?: Partial<ImageTimes>;
  readonly now?: () => number;
}

/**
 * Reads images and what signs them. Connections, tokens and what registries can do are kept, so one of these serves a whole run,
 * or a server's life.
 * @throws SluiceError CONFIG_INVALID when a caFile cannot be read
 */
export function createImageRegistry(given: GivenImageRegistryOptions): ImageRegistry {
  const times = { ...IMAGE_TIMES, ...given.times };
  const options: ImageRegistryOptions = { ...given, times, now: given.now ?? Date.now };
  const hosts = createRegistryHosts(options);
  const shared = { wholeMs: times.imageMs, now: options.now };
  const images = createSharedQuestions<ImageAnswer<ImageManifest>>(shared);
  const searches = createSharedQuestions<ImageAnswer<SignatureSearch>>(shared);

  const ask = async <T>(
    reference: Reference,
    asker: Pick<PlaceOptions, 'access' | 'owner' | 'patience'>,
    question: (places: readonly Place[]) => Promise<ImageAnswer<T>>,
  ): Promise<ImageAnswer<T>> => {
    try {
      const places = placesOf(reference, options.registries);
      return await question(places.map((one) => openPlace(one, { ...asker, host: hosts(one.registry) })));
    } catch (error) {
      return toFault(error, reference.registry);
    }
  };

  return {
    readImage: (reference, access = {}) => {
      const owner = ownerOf(access);
      return images.ask({
        key: sha256Of([formatReference(reference), askerOf(access)]),
        deadline: access.deadline,
        find: (patience) => ask(reference, { access, owner, patience }, readImage),
        late: (ms) => late(reference.registry, `no answer within ${ms} ms`),
      });
    },
    findSignatures: async (image, digest, elsewhere, access = {}) => {
      const owner = ownerOf(access);
      const reference = elsewhere === undefined ? image : repositoryOf(elsewhere);
      if (reference instanceof SluiceError) return fault('IMG_REFERENCE_INVALID', reference.message);
      return searches.ask({
        key: sha256Of([
          reference.registry,
          reference.repository,
          image.registry,
          image.repository,
          digest,
          askerOf(access),
        ]),
        deadline: access.deadline,
        find: (patience) =>
          ask(reference, { access, owner, patience }, (places) => findSignatures(places, image, digest)),
        late: (ms) => late(reference.registry, `no answer within ${ms} ms`),
      });
    },
  };
}

function repositoryOf(text: string): Reference | SluiceError {
  try {
    return parseReference(text);
  } catch (error) {
    if (error instanceof SluiceError) return error;
    throw error;
  }
}
