import type { CertificateTerms } from './certificate-terms.ts';

/** What is to be known of a certificate to decide what becomes of it. Times are milliseconds since the epoch. */
export interface CertificateFacts {
  readonly fingerprint: string;
  readonly notBefore: number;
  readonly notAfter: number;
}

export interface ServerFacts extends CertificateFacts {
  /** The fingerprint of the authority that vouches for it; empty when none of those that are stored does. */
  readonly issuer: string;
  readonly names: readonly string[];
}

/** What all replicas share. */
export interface StoredFacts {
  /** Who is trusted. The first signs. */
  readonly authorities: readonly CertificateFacts[];
  /** Whether the key of the first is there. */
  readonly canSign: boolean;
  /** Absent: none that could be served. */
  readonly server: ServerFacts | undefined;
  /** What a person asks to have replaced before its time. */
  readonly asked: 'authority' | 'server' | undefined;
}

/** One webhook of a configuration, and the fingerprints of the authorities that the API server trusts there. */
export interface RegistrationFacts {
  readonly id: string;
  readonly trusts: readonly string[];
}

export interface CertificateState {
  /** Absent: nothing, or nothing that is of use. */
  readonly stored: StoredFacts | undefined;
  /** Absent: nobody could tell. */
  readonly registrations: readonly RegistrationFacts[] | undefined;
  /** The fingerprint of what this replica serves. */
  readonly serving: string | undefined;
  /** The names by which the server is called. */
  readonly names: readonly string[];
}

/** One thing to do. What is `kept` of the stored is new otherwise. */
export type CertificateAction =
  /** Tell the API server whom to trust. */
  | { readonly kind: 'install'; readonly registration: string }
  /** Serve what is stored. */
  | { readonly kind: 'serve' }
  | {
      readonly kind: 'store';
      readonly authority: 'new' | 'kept';
      readonly server: 'new' | 'kept';
      /** The stored authorities that stay trusted, by fingerprint. */
      readonly trusted: readonly string[];
    };

type StoreAction = Extract<CertificateAction, { kind: 'store' }>;

/** An API server reads all of them at each new connection, and a Secret holds no more than a mebibyte. */
const MOST_AUTHORITIES = 8;

/**
 * What one replica does next, in this order, so that at any moment each replica serves what every API server trusts. All replicas
 * decide the same from the same; of those that store at once one wins, and the others take what it stored.
 *
 * An authority is replaced in two steps: first it is trusted, beside those before it, and signs nothing that is served. Servers
 * get certificates of it when the API servers know it. Who vouched before stays trusted until the end of his own certificate.
 */
export function nextCertificates(
  state: CertificateState,
  now: number,
  terms: CertificateTerms,
): readonly CertificateAction[] {
  const store = nextStore(state, now, terms);
  return [...installs(state), ...serves(state, now), ...(store === undefined ? [] : [store])];
}

function installs({ stored, registrations = [] }: CertificateState): readonly CertificateAction[] {
  if (stored === undefined) return [];
  const wanted = new Set(stored.authorities.map(({ fingerprint }) => fingerprint));
  return registrations
    .filter(({ trusts }) => new Set(trusts).size !== wanted.size || !trusts.every((one) => wanted.has(one)))
    .map(({ id }) => ({ kind: 'install', registration: id }));
}

function serves({ stored, serving, names }: CertificateState, now: number): readonly CertificateAction[] {
  if (stored?.server === undefined || stored.server.fingerprint === serving) return [];
  return isSound(stored, names, now) ? [{ kind: 'serve' }] : [];
}

function nextStore(state: CertificateState, now: number, terms: CertificateTerms): StoreAction | undefined {
  const { stored, names } = state;
  if (stored === undefined) return { kind: 'store', authority: 'new', server: 'new', trusted: [] };
  const isServerSound = isSound(stored, names, now);
  if (needsAuthority(stored, now, terms)) {
    const trusted = stillTrusted(stored, now, MOST_AUTHORITIES - 1);
    return { kind: 'store', authority: 'new', server: isServerSound ? 'kept' : 'new', trusted };
  }
  const trusted = stillTrusted(stored, now, MOST_AUTHORITIES);
  if (!isServerSound || mayRenewServer(state, stored, now, terms)) {
    return { kind: 'store', authority: 'kept', server: 'new', trusted };
  }
  return trusted.length === stored.authorities.length
    ? undefined
    : { kind: 'store', authority: 'kept', server: 'kept', trusted };
}

function needsAuthority({ authorities: [signer], canSign, asked }: StoredFacts, now: number, terms: CertificateTerms) {
  return (
    signer === undefined || !canSign || !isValid(signer, now) || isDue(signer, now, terms) || asked === 'authority'
  );
}

/** Whether what is stored can be served: in time, under the names that are called, vouched for by someone who is trusted. */
function isSound({ authorities, server }: StoredFacts, names: readonly string[], now: number): boolean {
  if (server === undefined) return false;
  const issuer = authorities.find(({ fingerprint }) => fingerprint === server.issuer);
  const isVouchedFor = issuer !== undefined && isValid(issuer, now);
  return isVouchedFor && isValid(server, now) && names.every((name) => server.names.includes(name));
}

/** A certificate that still holds is only replaced by one that the API servers already trust. */
function mayRenewServer(state: CertificateState, stored: StoredFacts, now: number, terms: CertificateTerms): boolean {
  const { server, asked, authorities } = stored;
  const [signer] = authorities;
  if (server === undefined || signer === undefined) return false;
  const isOfSigner = server.issuer === signer.fingerprint;
  if (isOfSigner) return isDue(server, now, terms) || asked === 'server';
  const isKnown = now - (signer.notBefore + terms.skewMs) >= terms.overlapMs || asked === 'server';
  return isKnown && isTrustedEverywhere(signer, state.registrations);
}

const isTrustedEverywhere = (
  { fingerprint }: CertificateFacts,
  registrations: readonly RegistrationFacts[] | undefined,
): boolean => registrations !== undefined && registrations.every(({ trusts }) => trusts.includes(fingerprint));

/** The newest of those that have not ended, and whoever vouches for the server. */
function stillTrusted({ authorities, server }: StoredFacts, now: number, most: number): readonly string[] {
  const valid = authorities.filter((one) => now < one.notAfter);
  const isNeeded = ({ fingerprint }: CertificateFacts): boolean => fingerprint === server?.issuer;
  const others = valid.filter((one) => !isNeeded(one)).slice(0, valid.some(isNeeded) ? most - 1 : most);
  return valid.filter((one) => isNeeded(one) || others.includes(one)).map(({ fingerprint }) => fingerprint);
}

const isValid = ({ notBefore, notAfter }: CertificateFacts, now: number): boolean => notBefore <= now && now < notAfter;

const isDue = ({ notAfter }: CertificateFacts, now: number, { aheadMs }: CertificateTerms): boolean =>
  notAfter - now <= aheadMs;
