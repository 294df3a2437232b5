import type { ScanEvidence } from '../attestation.ts';
import { formatReference, isDigest, parseReference, type Reference } from '../reference.ts';

/**
 * The reports that are about an image. A report that names digests is about the bytes of one of them, in whichever registry they
 * are; one that does not is about whatever had the name when it was made.
 * @param digest of the image, when somebody could resolve it
 */
export function evidenceFor(
  image: Reference,
  digest: string | undefined,
  evidences: readonly ScanEvidence[],
): readonly ScanEvidence[] {
  const known = digest ?? image.digest;
  return evidences.filter(({ images }) => isAbout(images.flatMap(nameIn), image, known));
}

interface Name {
  /** Of the image in a registry: behind the name of a repository. */
  readonly digest?: string;
  /** By itself: of the manifest, or of what a daemon keeps instead, which no registry knows. */
  readonly bare?: string;
  /** Whole form, with its tag. */
  readonly tagged?: string;
}

function isAbout(names: readonly Name[], image: Reference, digest: string | undefined): boolean {
  if (digest !== undefined && names.some((name) => name.digest === digest || name.bare === digest)) return true;
  if (image.tag === undefined || names.some((name) => name.digest !== undefined)) return false;
  const { registry, repository, tag } = image;
  const tagged = formatReference({ registry, repository, tag });
  return names.some((name) => name.tagged === tagged);
}

/** What is no name of an image, such as that of a folder, names nothing. */
function nameIn(text: string): readonly Name[] {
  if (isDigest(text)) return [{ bare: text }];
  const reference = referenceIn(text);
  if (reference === undefined) return [];
  const { digest, tag, registry, repository } = reference;
  const tagged = tag === undefined ? {} : { tagged: formatReference({ registry, repository, tag }) };
  return [digest === undefined ? tagged : { digest, ...tagged }];
}

function referenceIn(text: string): Reference | undefined {
  try {
    // Grype names where it took the image from, Snyk what kind of thing it is.
    return parseReference(text.replace(/^(?:docker|podman|registry|oci-registry|containerd):|^docker-image\|/, ''));
  } catch {
    return undefined;
  }
}
