/** What a server says in `WWW-Authenticate`: how it wants to be asked. */
export type AuthChallenge =
  { readonly kind: 'basic' } | { readonly kind: 'bearer'; readonly realm: string; readonly service?: string };

/** A parameter, or else the name of a scheme that parameters follow. */
const TOKEN = /([a-z][\w-]*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))|([a-z][\w-]*)/gi;

/** No server needs more to say how it wants to be asked. */
const LONGEST_HEADER = 8192;

/** The challenges of a header that can be met; Bearer first, because registries prefer it. */
export function parseChallenges(header: string): readonly AuthChallenge[] {
  const schemes: { readonly name: string; readonly parameters: Map<string, string> }[] = [];
  for (const [, name, quoted, bare, scheme] of header.slice(0, LONGEST_HEADER).matchAll(TOKEN)) {
    if (scheme !== undefined) schemes.push({ name: scheme.toLowerCase(), parameters: new Map() });
    else schemes.at(-1)?.parameters.set((name ?? '').toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '');
  }
  return schemes
    .flatMap(({ name, parameters }) => toChallenge(name, parameters))
    .toSorted((a, b) => Number(a.kind === 'basic') - Number(b.kind === 'basic'));
}

function toChallenge(scheme: string, parameters: ReadonlyMap<string, string>): readonly AuthChallenge[] {
  if (scheme === 'basic') return [{ kind: 'basic' }];
  const realm = parameters.get('realm');
  const service = parameters.get('service');
  if (scheme !== 'bearer' || realm === undefined) return [];
  return [{ kind: 'bearer', realm, ...(service === undefined ? {} : { service }) }];
}
