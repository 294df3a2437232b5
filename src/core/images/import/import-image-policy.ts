import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { splitApiVersion, type Resource } from '../../model/resource.ts';
import { importClusterImagePolicy } from './cluster-image-policy.ts';
import type { ImageImport, ImportNote, TakeNote, WrittenAuthority } from './image-import.ts';
import { importImageValidatingPolicy } from './image-validating-policy.ts';
import { objectOf, objectsOf } from './json-fields.ts';
import { importKyvernoPolicy } from './kyverno-policy.ts';

/** A file that mentions none of these has no policy about signatures of images. */
export const IMAGE_POLICY_MARKS: readonly string[] = ['policy.sigstore.dev/', 'kyverno.io/'];

/** Whether an object is a policy about signatures of images, of another tool. */
export function isImagePolicy({ identity, object }: Resource): boolean {
  const { group } = splitApiVersion(identity.apiVersion);
  switch (group) {
    case 'policy.sigstore.dev':
      return identity.kind === 'ClusterImagePolicy';
    case 'kyverno.io':
      return ['ClusterPolicy', 'Policy'].includes(identity.kind) && hasVerifyImages(object);
    case 'policies.kyverno.io':
      return ['ImageValidatingPolicy', 'NamespacedImageValidatingPolicy'].includes(identity.kind);
    default:
      return false;
  }
}

const hasVerifyImages = (object: Resource['object']): boolean =>
  isJsonObject(object) &&
  objectsOf(objectOf(object['spec'])['rules']).some(
    ({ verifyImages }) => Array.isArray(verifyImages) && verifyImages.length > 0,
  );

/**
 * Makes authorities of another tool's policy. What cannot be said here refuses the images, and is told of with its place.
 * @param trustRoots names that the config knows
 */
export function importImagePolicy(resource: Resource, trustRoots: readonly string[]): ImageImport {
  const { identity, object } = resource;
  const notes: ImportNote[] = [];
  const note: TakeNote = (effect, at, message) => void notes.push({ effect, at, message });
  if (!isImagePolicy(resource) || !isJsonObject(object)) return { authorities: [], notes };
  return { authorities: authoritiesOf(identity, object, trustRoots, note), notes };
}

function authoritiesOf(
  { apiVersion, kind, name }: Resource['identity'],
  object: JsonObject,
  trustRoots: readonly string[],
  note: TakeNote,
): readonly WrittenAuthority[] {
  if (kind === 'ClusterImagePolicy') return importClusterImagePolicy(object, name, trustRoots, note);
  return apiVersion.startsWith('policies.')
    ? importImageValidatingPolicy(object, name, note)
    : importKyvernoPolicy(object, name, note);
}
