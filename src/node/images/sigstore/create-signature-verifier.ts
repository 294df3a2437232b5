import type { KeySigner, KeylessSigner, NotationSigner, Signer, TrustRoots } from '../../../core/images/authority.ts';
import type { FoundSigner, SignatureCheck } from '../../../core/images/signature-check.ts';
import type { ImageManifest, SignatureMaterial } from '../../../core/images/signature-material.ts';
import type { SignatureVerifier } from '../signature-verifier.ts';
import { describePattern, matchesIdentity } from './match-identity.ts';
import { readPublicKey } from './public-key.ts';
import { otherKind, Refusal, shown } from './refusal.ts';
import { createTrustRoots } from './trust-root.ts';
import { verifyImageSignature, type ImageVerification, type VerifiedSignature } from './verify-image-signature.ts';

export interface SignatureVerifierOptions {
  /** By name, each the text of a `trusted_root.json`. `public-good` is there without being given. */
  readonly trustRoots: TrustRoots;
  readonly now: () => Date;
  /** Signatures of the Notary Project. Default: they are refused as not supported. */
  readonly checkNotation?: (
    material: SignatureMaterial,
    image: ImageManifest,
    signer: NotationSigner,
  ) => SignatureCheck;
}

/** Holds cosign's signatures and attestations, in all of their forms, to keys and identities. Needs no network. */
export function createSignatureVerifier(options: SignatureVerifierOptions): SignatureVerifier {
  const { now, checkNotation } = options;
  const trustRoot = createTrustRoots(options.trustRoots);
  const verified = new WeakMap<SignatureMaterial, Map<string, VerifiedSignature | Refusal>>();

  /** Signatures are verified once for all of the signers who demand the same of them. */
  const verifyOnce = (material: SignatureMaterial, image: ImageManifest, demands: Demands): VerifiedSignature => {
    const outcomes = verified.get(material) ?? new Map<string, VerifiedSignature | Refusal>();
    verified.set(material, outcomes);
    const key = `${image.digest} ${demands.cacheKey}`;
    const outcome = outcomes.get(key) ?? outcomeOf(() => verifyImageSignature(material, image, demands.verification()));
    outcomes.set(key, outcome);
    if (outcome instanceof Refusal) throw outcome;
    return outcome;
  };

  const judge = (material: SignatureMaterial, image: ImageManifest, signer: Signer): SignatureCheck => {
    const isNotation = material.format === 'notation-jws' || material.format === 'notation-cose';
    switch (signer.kind) {
      case 'key':
        if (isNotation) throw otherKind('IMG_WRONG_KEY', 'it is a signature of the Notary Project, and not by a key');
        return judgeKey(verifyOnce(material, image, demandsOfKey(signer, trustRoot, now)), signer);
      case 'keyless':
        if (isNotation)
          throw otherKind('IMG_WRONG_IDENTITY', 'it is a signature of the Notary Project, and not Sigstore’s');
        return judgeIdentity(verifyOnce(material, image, demandsOfIdentity(signer, trustRoot, now)), signer);
      case 'notation':
        if (!isNotation)
          throw otherKind('IMG_WRONG_IDENTITY', 'it is a signature of Sigstore, and not of the Notary Project');
        if (checkNotation === undefined)
          throw new Refusal('IMG_UNSUPPORTED', 'signatures of the Notary Project are not read here');
        return checkNotation(material, image, signer);
      case 'static':
        throw new Refusal('IMG_UNSUPPORTED', 'a static rule does not look at signatures');
    }
  };

  return {
    check(material, image, signer) {
      try {
        return judge(material, image, signer);
      } catch (error) {
        return refused(toRefusal(error));
      }
    },
  };
}

function outcomeOf(verify: () => VerifiedSignature): VerifiedSignature | Refusal {
  try {
    return verify();
  } catch (error) {
    return toRefusal(error);
  }
}

/** Material is hostile: whatever it makes the readers behind us throw is a signature that does not count, and never one that does. */
const toRefusal = (error: unknown): Refusal =>
  error instanceof Refusal ? error : new Refusal('IMG_SIG_INVALID', 'the signature cannot be read: it is damaged');

const refused = ({ code, message, found, isOtherKind }: Refusal): SignatureCheck => ({
  kind: 'refused',
  code,
  reason: message,
  ...(found !== undefined && { found }),
  ...(isOtherKind ? { isOtherKind } : {}),
});

interface Demands {
  /** Equal demands have equal ones. */
  readonly cacheKey: string;
  readonly verification: () => ImageVerification;
}

type Common = Pick<ImageVerification, 'now'>;
type Roots = ReturnType<typeof createTrustRoots>;

function demandsOfKey(signer: KeySigner, roots: Roots, now: Common['now']): Demands {
  const { pem, hash, tlog, timestamp, trustRoot } = signer;
  const key = readPublicKey(pem);
  return {
    cacheKey: JSON.stringify(['key', key.fingerprint, hash, tlog, timestamp, trustRoot]),
    verification: () => ({ key, hash, tlog, timestamp, sct: 'ignored', trustRoot: () => roots(trustRoot), now }),
  };
}

function demandsOfIdentity(signer: KeylessSigner, roots: Roots, now: Common['now']): Demands {
  const { tlog, timestamp, sct, trustRoot } = signer;
  return {
    cacheKey: JSON.stringify(['keyless', tlog, timestamp, sct, trustRoot]),
    verification: () => ({ hash: 'sha256', tlog, timestamp, sct, trustRoot: () => roots(trustRoot), now }),
  };
}

function judgeKey(signature: VerifiedSignature, signer: KeySigner): SignatureCheck {
  return judgeAnnotations(signature, { kind: 'key', fingerprint: readPublicKey(signer.pem).fingerprint }, signer);
}

function judgeIdentity(signature: VerifiedSignature, signer: KeylessSigner): SignatureCheck {
  const { certificate } = signature;
  if (certificate === undefined) throw otherKind('IMG_WRONG_IDENTITY', 'it is signed by a bare key');
  const by: FoundSigner = { kind: 'identity', subject: certificate.subject, issuer: certificate.issuer };
  if (signer.identities.some((pattern) => matchesIdentity(pattern, certificate)))
    return judgeAnnotations(signature, by, signer);
  throw new Refusal('IMG_WRONG_IDENTITY', `${describeFound(by)}; ${describeWanted(signer)}`, by);
}

const describeFound = ({ subject, issuer }: Extract<FoundSigner, { kind: 'identity' }>): string =>
  `it is signed by ${shown(subject)} (issuer ${shown(issuer)})`;

function describeWanted({ name, identities }: KeylessSigner): string {
  const wanted = identities.map(({ subject, issuer, extensions }) => {
    const further = Object.entries(extensions).map(([oid, pattern]) => `, ${oid} ${describePattern(pattern)}`);
    return `subject ${describePattern(subject)}, issuer ${describePattern(issuer)}${further.join('')}`;
  });
  return `"${name}" wants ${wanted.map(shown).join(', or ')}`;
}

/** Annotations belong to signatures; what an attestation says is in its predicate. */
function judgeAnnotations(
  signature: VerifiedSignature,
  by: FoundSigner,
  signer: KeySigner | KeylessSigner,
): SignatureCheck {
  const { annotations, statement, timestamps, tlog, notes } = signature;
  const missing = Object.entries(signer.annotations).find(
    ([name, text]) => !Object.hasOwn(annotations, name) || annotations[name] !== text,
  );
  if (missing !== undefined && statement === undefined) throw lacksAnnotation(missing, annotations, by);
  return {
    kind: 'valid',
    signature: {
      by,
      ...(tlog !== undefined && { tlog }),
      timestamps,
      annotations,
      ...(statement !== undefined && { statement }),
      notes,
    },
  };
}

function lacksAnnotation(
  [name, text]: readonly [string, string],
  annotations: VerifiedSignature['annotations'],
  by: FoundSigner,
): Refusal {
  const found = Object.hasOwn(annotations, name)
    ? `it says ${shown(annotations[name] ?? '')}`
    : 'it has none of that name';
  return new Refusal(
    'IMG_ANNOTATION',
    `the signed annotation ${shown(name)}=${shown(text)} is demanded, and ${found}`,
    by,
  );
}
