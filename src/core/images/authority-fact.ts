import type { AttestationDemand, Authority, Signer } from './authority.ts';
import type { ExaminedAuthority, ExaminedSignature } from './decide-image.ts';
import type { ImageAnswer } from './image-answer.ts';
import type { ImageCode } from './image-code.ts';
import type { AuthorityFact } from './image-fact.ts';
import { formatReference, type Reference } from './reference.ts';
import type { SignatureSearch } from './signature-material.ts';

/** The image that an authority speaks of. */
export interface JudgedImage {
  readonly reference: Reference;
  readonly digest: string;
}

interface Failure {
  readonly code: ImageCode;
  readonly message: string;
}

/** What one authority says: satisfied when enough of its signers signed the image, every demand is met, and every platform is signed. */
export function authorityFact(examined: ExaminedAuthority, image: JudgedImage): AuthorityFact {
  const { name, action } = examined.authority;
  const failure = failureOf(examined, image);
  return failure === undefined
    ? { name, action, satisfied: true }
    : { name, action, satisfied: false, code: failure.code, message: failure.message };
}

function failureOf(examined: ExaminedAuthority, image: JudgedImage): Failure | undefined {
  const { authority, search, checks, platforms = [] } = examined;
  const refusal = authority.signers.find((signer) => signer.kind === 'static' && signer.action === 'deny');
  if (refusal?.kind === 'static') return refusedByRule(authority, refusal.message);
  if (signersNeeded(authority) === 0) return undefined;
  if (search.kind === 'fault') return { code: search.code, message: search.message };
  return (
    signatureFailure(authority, search, checks, image) ??
    first(authority.attestations, (demand) => attestationFailure(authority, demand, checks)) ??
    first(platforms, (platform) => platformFailure(authority, platform, image))
  );
}

/** How many signers must sign besides those that a rule lets through. */
const signersNeeded = ({ signers, required, attestations }: Authority): number =>
  attestations.length > 0
    ? Math.max(1, required)
    : Math.max(0, required - signers.filter((signer) => signer.kind === 'static').length);

function refusedByRule({ name }: Authority, message: string | undefined): Failure {
  return {
    code: 'IMG_REVOKED',
    message: `is refused by authority "${name}"${message === undefined ? '' : `: ${message}`}`,
  };
}

function signatureFailure(
  authority: Authority,
  search: Extract<ImageAnswer<SignatureSearch>, { readonly kind: 'ok' }>,
  checks: readonly ExaminedSignature[],
  image: JudgedImage,
): Failure | undefined {
  if (authority.signature === 'ignored') return undefined;
  const missing = signersNeeded(authority) - signersOf(checks, isSignature).size;
  if (missing <= 0) return undefined;
  const refused = nearestRefusal(checks);
  if (refused !== undefined && signersOf(checks, isSignature).size === 0) return refusalOf(authority, refused);
  if (search.value.material.length === 0 || refused === undefined)
    return unsigned(authority, search.value, checks, image);
  return tooFew(authority, checks);
}

function unsigned(
  { name }: Authority,
  { lookedIn }: SignatureSearch,
  checks: readonly ExaminedSignature[],
  { reference, digest }: JudgedImage,
): Failure {
  const attested = [...signersOf(checks, (one) => !isSignature(one))];
  const hint =
    attested.length === 0
      ? ''
      : ` It has attestations by ${attested.join(', ')}; if they suffice, write "signature: ignored" in authority "${name}".`;
  const subject = formatReference({ registry: reference.registry, repository: reference.repository, digest });
  return {
    code: 'IMG_UNSIGNED',
    message: `has no signature. Looked in: ${lookedIn.join(', ')}.${hint} Sign it: cosign sign ${subject}`,
  };
}

function tooFew(authority: Authority, checks: readonly ExaminedSignature[]): Failure {
  const signed = signersOf(checks, isSignature);
  const missing = authority.signers.filter(({ name }) => !signed.has(name)).map(({ name }) => name);
  return {
    code: 'IMG_WRONG_KEY',
    message: `is signed by ${signed.size} of the ${authority.required} signers that authority "${authority.name}" wants; missing: ${missing.join(', ')}`,
  };
}

function attestationFailure(
  authority: Authority,
  demand: AttestationDemand,
  checks: readonly ExaminedSignature[],
): Failure | undefined {
  const candidates = demand.signers.length === 0 ? authority.signers.map(({ name }) => name) : demand.signers;
  const signed = signersOf(checks, (one) => predicateTypeOf(one) === demand.predicateType);
  const needed = demand.signers.length === 0 ? Math.min(authority.required, candidates.length) : 1;
  if (candidates.filter((name) => signed.has(name)).length >= needed) return undefined;
  const others = [...new Set(checks.flatMap((one) => predicateTypeOf(one) ?? []))];
  const found = others.length === 0 ? 'none that verifies' : others.join(', ');
  return {
    code: 'ATT_MISSING',
    message: `has no attestation ${demand.predicateType} by ${candidates.join(' or ')}, which authority "${authority.name}" demands; found: ${found}`,
  };
}

function platformFailure(
  authority: Authority,
  { label, search, checks }: NonNullable<ExaminedAuthority['platforms']>[number],
  image: JudgedImage,
): Failure | undefined {
  const failure =
    search.kind === 'fault'
      ? { code: search.code, message: search.message }
      : signatureFailure(authority, search, checks, image);
  return failure && { code: failure.code, message: `holds ${label}, which ${failure.message}` };
}

/** The names of signers with at least one valid signature of the wanted kind. */
function signersOf(
  checks: readonly ExaminedSignature[],
  isWanted: (one: ExaminedSignature) => boolean,
): ReadonlySet<string> {
  return new Set(checks.filter((one) => one.check.kind === 'valid' && isWanted(one)).map(({ signer }) => signer.name));
}

const predicateTypeOf = ({ check }: ExaminedSignature): string | undefined =>
  check.kind === 'valid' ? check.signature.statement?.predicateType : undefined;

/** It signs the image, and does not only say something of it. */
const isSignature = (one: ExaminedSignature): boolean =>
  one.check.kind === 'valid' && one.check.signature.statement === undefined;

interface Refusal {
  readonly signer: Signer;
  readonly check: Extract<ExaminedSignature['check'], { readonly kind: 'refused' }>;
}

/** The refusal that is nearest to a success: it is the one that somebody can mend. */
function nearestRefusal(checks: readonly ExaminedSignature[]): Refusal | undefined {
  const refused = checks.flatMap(({ signer, check }) => (check.kind === 'refused' ? [{ signer, check }] : []));
  return refused.sort((a, b) => distance(a.check) - distance(b.check))[0];
}

/** Codes from the nearest to a success to the farthest. */
const NEARNESS: readonly ImageCode[] = [
  'IMG_ANNOTATION',
  'IMG_TLOG',
  'IMG_TIMESTAMP',
  'IMG_SIG_EXPIRED',
  'IMG_CERT_EXPIRED',
  'IMG_CERT_INVALID',
  'IMG_WRONG_IDENTITY',
  'IMG_WRONG_KEY',
  'IMG_DIGEST_MISMATCH',
  'IMG_SIG_INVALID',
  'IMG_TRUST_ROOT',
  'IMG_UNSUPPORTED',
];

/** How far a refusal is from a success. What another kind of signer made is the farthest. */
export function distance({ code, isOtherKind }: Refusal['check']): number {
  const at = NEARNESS.indexOf(code);
  return (at < 0 ? NEARNESS.length : at) + (isOtherKind === true ? NEARNESS.length + 1 : 0);
}

function refusalOf({ name }: Authority, { check }: Refusal): Failure {
  return {
    code: check.code,
    message: `${OPENINGS[check.code] ?? 'is not signed as it must be'} (authority "${name}"): ${check.reason}`,
  };
}

const OPENINGS: Readonly<Partial<Record<ImageCode, string>>> = {
  IMG_WRONG_IDENTITY: 'is signed, but not by a trusted identity',
  IMG_WRONG_KEY: 'is signed, but not by the key that is trusted',
  IMG_SIG_INVALID: 'has a signature that does not verify',
  IMG_DIGEST_MISMATCH: 'has a signature that is for another image',
  IMG_TLOG: 'has no valid entry in a transparency log',
  IMG_TIMESTAMP: 'has no valid time of signing',
  IMG_CERT_EXPIRED: 'was signed while the certificate was not valid',
  IMG_SIG_EXPIRED: 'has a signature that has expired',
  IMG_CERT_INVALID: 'is signed with a certificate that may not sign',
  IMG_TRUST_ROOT: 'is signed under an authority that is not in the trust root',
  IMG_ANNOTATION: 'is signed, but not with the annotations that are demanded',
  IMG_UNSUPPORTED: 'is signed in a way that is not supported',
};

function first<T>(list: readonly T[], find: (one: T) => Failure | undefined): Failure | undefined {
  for (const one of list) {
    const failure = find(one);
    if (failure !== undefined) return failure;
  }
  return undefined;
}
