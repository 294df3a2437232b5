/** Longest parts of a tag that stands in for referrers, as OCI has it. */
const LONGEST_ALGORITHM = 32;
const LONGEST_ENCODED = 64;

/** The tag that stands in for the referrers API: `sha256-<hex>`. */
export function referrersTag(digest: string): string {
  const [algorithm = '', encoded = ''] = digest.split(':');
  return `${algorithm.slice(0, LONGEST_ALGORITHM)}-${encoded.slice(0, LONGEST_ENCODED)}`;
}

/** Cosign's tag for signatures or attestations: `sha256-<hex>.sig`. It has none for longer digests, which no tag could hold. */
export function cosignTag(digest: string, kind: 'sig' | 'att'): string | undefined {
  return digest.startsWith('sha256:') ? `${referrersTag(digest)}.${kind}` : undefined;
}

/** For people: enough to know it by. */
export const shortTag = (tag: string): string => tag.replace(/^(\w+-[0-9a-f]{12})[0-9a-f]+/, '$1…');

export const shortDigest = (digest: string): string => digest.replace(/^(\w+:[0-9a-f]{12})[0-9a-f]+$/, '$1…');
