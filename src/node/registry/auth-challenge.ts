/** What a server says in `WWW-Authenticate`: how it wants to be asked. */
export type AuthChallenge =
  { readonly kind: 'basic' } | { readonly kind: 'bearer'; readonly realm: string; readonly service?: string };

const CHALLENGE = /(?:^|,)\s*(basic|bearer)\s+((?:[a-z_]+\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s,"]+)\s*,?\s*)*)/gi;
const PARAMETER = /([a-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi;

/** The challenges of a header that can be met; Bearer first, because registries prefer it. */
export function parseChallenges(header: string): readonly AuthChallenge[] {
  const found = [...header.matchAll(CHALLENGE)].flatMap(([, scheme = '', text = '']) => toChallenge(scheme, text));
  const plain = /(?:^|,)\s*basic\s*(?:,|$)/i.test(header) ? [{ kind: 'basic' } as const] : [];
  return [...found, ...plain].toSorted((a, b) => Number(a.kind === 'basic') - Number(b.kind === 'basic'));
}

function toChallenge(scheme: string, text: string): readonly AuthChallenge[] {
  if (scheme.toLowerCase() === 'basic') return [{ kind: 'basic' }];
  const parameters = new Map(
    [...text.matchAll(PARAMETER)].map(([, name = '', quoted, bare]) => [
      name.toLowerCase(),
      quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '',
    ]),
  );
  const realm = parameters.get('realm');
  const service = parameters.get('service');
  if (realm === undefined) return [];
  return [{ kind: 'bearer', realm, ...(service === undefined ? {} : { service }) }];
}
