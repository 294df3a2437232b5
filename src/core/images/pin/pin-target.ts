import type { Document } from '../../documents/document.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { FieldPath } from '../../model/location.ts';
import { asKustomization } from '../../resources/as-kustomization.ts';
import { toResources } from '../../resources/to-resources.ts';
import { findImageUses, type ImagePlaces } from '../find-image-uses.ts';

/** A place in a document where an image is named, and can be pinned. */
export interface PinTarget {
  /**
   * `image`: a text that is the whole name; `kustomize`: an entry of a kustomization's `images`, which has tag and digest of its
   * own.
   */
  readonly kind: 'image' | 'kustomize';
  /** Of the text, or of the entry's `newTag`, in the document. */
  readonly path: FieldPath;
  /** The image, as it is written or as the entry makes it. */
  readonly image: string;
}

/** Every place of a document that names an image. */
export function pinTargets(file: string, document: Document, places: readonly ImagePlaces[]): readonly PinTarget[] {
  return toResources(asKustomization(file, document)).flatMap(({ identity, object, pathInDocument }) => {
    const uses = findImageUses(object, places).map(({ image, path }) => ({ kind: 'image' as const, image, path }));
    const entries = identity.kind === 'Kustomization' || identity.kind === 'Component' ? kustomizeTargets(object) : [];
    return [...uses, ...entries].map((target) => ({ ...target, path: [...pathInDocument, ...target.path] }));
  });
}

/** Source: kustomize, api/types/image.go. An entry without a new tag keeps that of the manifests, where it is pinned. */
function kustomizeTargets(object: JsonValue): readonly PinTarget[] {
  const images = isJsonObject(object) ? object['images'] : undefined;
  if (!Array.isArray(images)) return [];
  return images.flatMap((entry: JsonValue, index) => {
    const image = isJsonObject(entry) ? entryImage(entry) : undefined;
    return image === undefined ? [] : [{ kind: 'kustomize' as const, image, path: ['images', index, 'newTag'] }];
  });
}

function entryImage({ name, newName, newTag, digest }: JsonObject): string | undefined {
  const renamed = typeof newName === 'string' && newName !== '' ? newName : name;
  if (typeof renamed !== 'string' || newTag === undefined) return undefined;
  const tag = typeof newTag === 'string' || typeof newTag === 'number' ? String(newTag) : '';
  return `${renamed}:${tag}${typeof digest === 'string' && digest !== '' ? `@${digest}` : ''}`;
}
