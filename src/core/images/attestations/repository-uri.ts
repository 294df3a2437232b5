/** Where a source is, taken apart: `git+https://github.com/acme/app.git@refs/heads/main`. */
export interface RepositoryUri {
  /** `https://github.com/acme/app`: without `git+`, user, `.git` and revision. */
  readonly uri: string;
  readonly ref?: string;
}

/**
 * Reads a source as builders write it, with the revision behind `@` (SLSA) or `#` (BuildKit). None is what is no URI, and what
 * climbs: `https://github.com/acme/../evil` would look like acme's.
 */
export function parseRepositoryUri(text: string): RepositoryUri | undefined {
  const [, scheme, authority = '', rest = ''] =
    /^(?:git\+)?([a-z][a-z0-9+.-]*):\/\/([^/?#]+)([^?]*)$/i.exec(text) ?? [];
  if (scheme === undefined) return undefined;
  const [, path = '', ref] = /^([^@#]*)(?:[@#](.*))?$/.exec(rest) ?? [];
  if (path.split('/').some(isClimbing)) return undefined;
  // A user before the host may be a token, and may look like a host.
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
  const uri = `${scheme.toLowerCase()}://${host}${path.replace(/\/+$/, '').replace(/\.git$/, '')}`;
  return ref === undefined || ref === '' ? { uri } : { uri, ref: withoutFolder(ref) };
}

const isClimbing = (segment: string): boolean => /^(?:\.|%2e){1,2}$/i.test(segment);

/** BuildKit writes the folder behind the revision: `refs/heads/main:images/web`. */
const withoutFolder = (ref: string): string => ref.replace(/:.*$/, '');
