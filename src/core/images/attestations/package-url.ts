import { isDigest } from '../reference.ts';

/**
 * A package URL in one spelling, so that those of scanners and of VEX statements can be compared: `%2B` and `+` are the same, so
 * are qualifiers in another order. What is none comes back as it is.
 */
export function canonicalPurl(text: string): string {
  const [, type = '', path, version, qualifiers] = PURL.exec(text) ?? [];
  if (path === undefined) return text;
  return [
    `pkg:${type.toLowerCase()}/${path.split('/').map(recoded).join('/')}`,
    version === undefined ? '' : `@${recoded(version)}`,
    qualifiers === undefined || qualifiers === ''
      ? ''
      : `?${qualifiers.split('&').map(qualifier).toSorted().join('&')}`,
  ].join('');
}

/** Type, path, version and qualifiers; a subpath is within the package and says nothing of it. An npm scope may be written with `@`. */
const PURL = /^pkg:\/{0,2}([A-Za-z][A-Za-z0-9.+-]*)\/(@?[^@?#]+)(?:@([^?#]*))?(?:\?([^#]*))?(?:#.*)?$/;

function qualifier(pair: string): string {
  const at = pair.indexOf('=');
  return at < 0 ? recoded(pair) : `${pair.slice(0, at).toLowerCase()}=${recoded(pair.slice(at + 1))}`;
}

const recoded = (part: string): string => encodeURIComponent(decoded(part));

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A lone `%` stands for itself.
    return part;
  }
}

/** What a purl of an image names: its digest, else its repository where the purl says it in full. */
export function imageOfPurl(purl: string): string | undefined {
  const [, version, qualifiers = ''] = /^pkg:oci\/[^@?]+(?:@([^?]*))?(?:\?(.*))?$/.exec(purl) ?? [];
  const digest = version === undefined ? undefined : decoded(version);
  if (digest !== undefined) return isDigest(digest) ? digest : undefined;
  const repository = /(?:^|&)repository_url=([^&]+)/.exec(qualifiers)?.[1];
  // A tag is not what is judged here, and a statement about one is not about the image that it names today.
  return repository === undefined || /(?:^|&)tag=/.test(qualifiers) ? undefined : decoded(repository);
}
