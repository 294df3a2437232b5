import type { NotationSigner } from '../../../core/images/authority.ts';
import type { FoundSigner, SignatureCheck, ValidSignature } from '../../../core/images/signature-check.ts';
import type { ImageManifest, SignatureMaterial } from '../../../core/images/signature-material.ts';
import { isJsonObject, type JsonValue } from '../../../core/model/json.ts';
import { readUntrustedJson } from '../sigstore/read-untrusted-json.ts';
import { Refusal, shown } from '../sigstore/refusal.ts';
import { checkChain, CODE_SIGNING } from './certificate-chain.ts';
import { readCertificate, type Certificate } from './certificate.ts';
import { DerError } from './der.ts';
import { readEnvelope, type Envelope } from './envelope.ts';
import { algorithmOf, verifyJws } from './key-algorithm.ts';
import { verifyTimestamp } from './timestamp-token.ts';
import { checkIdentity, checkTrust, readStore, signerOf } from './trusted-signer.ts';

export interface NotationOptions {
  readonly now: () => Date;
}

/**
 * Holds a signature of the Notary Project to a trust policy: integrity always, the rest as the level says. What the level only logs
 * is a note. Never throws for what the material holds.
 * @see https://github.com/notaryproject/specifications
 */
export function checkNotation(
  material: SignatureMaterial,
  image: ImageManifest,
  signer: NotationSigner,
  { now }: NotationOptions,
): SignatureCheck {
  try {
    return { kind: 'valid', signature: verifyNotation(material, image, signer, now().getTime()) };
  } catch (error) {
    const { code, message: reason, found } = toRefusal(error);
    return { kind: 'refused', code, reason, ...(found === undefined ? {} : { found }) };
  }
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof DerError) return new Refusal('IMG_CERT_INVALID', 'one of its certificates cannot be read');
  throw error;
}

function verifyNotation(
  { format, bytes }: SignatureMaterial,
  image: ImageManifest,
  signer: NotationSigner,
  now: number,
): ValidSignature {
  if (format !== 'notation-jws')
    throw new Refusal('IMG_UNSUPPORTED', 'it is a COSE envelope; sign with --signature-format jws');
  const envelope = readEnvelope(bytes);
  const chain = envelope.chain.map(readCertificate);
  const leaf = verifyIntegrity(envelope, chain);
  const annotations = readTarget(envelope.payload, image);
  const by = signerOf(leaf);
  const { timestamps, notes } = verifyTrust({ envelope, chain, leaf, signer, now, by });
  checkAnnotations(annotations, signer, by);
  return { by, timestamps, annotations, notes: [...notes, revocationNote(chain)] };
}

/** The signature is by the key of a certificate that may sign. */
function verifyIntegrity({ algorithm, signed, signature }: Envelope, chain: readonly Certificate[]): Certificate {
  const [leaf] = chain;
  const expected = leaf && algorithmOf(leaf.key);
  if (leaf === undefined || expected === undefined)
    throw new Refusal('IMG_CERT_INVALID', 'its certificate has a key of a kind or size that may not sign');
  // The key says how it signs; who writes the header must not choose.
  if (algorithm !== expected.name)
    throw new Refusal('IMG_SIG_INVALID', `it is signed by ${shown(algorithm)}, and its key signs by ${expected.name}`);
  if (!verifyJws(expected, leaf.key, signed, signature))
    throw new Refusal(
      'IMG_SIG_INVALID',
      'the signature does not verify: the payload or the signature was altered or damaged',
    );
  checkChain(chain, CODE_SIGNING);
  return leaf;
}

/** What is signed is this image. @returns its signed annotations */
function readTarget(payload: Buffer, image: ImageManifest): Readonly<Record<string, string>> {
  const document = readUntrustedJson(payload, 'its payload');
  const target = isJsonObject(document) ? document['targetArtifact'] : undefined;
  if (!isJsonObject(target)) throw new Refusal('IMG_SIG_INVALID', 'its payload names no image');
  const { digest, mediaType, size, annotations } = target;
  if (digest !== image.digest)
    throw new Refusal(
      'IMG_DIGEST_MISMATCH',
      `it is for ${typeof digest === 'string' ? shown(digest) : 'no digest'}, and the image is ${image.digest}`,
    );
  if (mediaType !== image.mediaType || size !== image.bytes.length)
    throw new Refusal('IMG_DIGEST_MISMATCH', 'it is for a manifest of another type or size than the image has');
  return textsOf(annotations);
}

const textsOf = (annotations: JsonValue | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(isJsonObject(annotations) ? annotations : {}).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value] as const] : [],
    ),
  );

interface Trial {
  readonly envelope: Envelope;
  readonly chain: readonly Certificate[];
  readonly leaf: Certificate;
  readonly signer: NotationSigner;
  readonly now: number;
  readonly by: FoundSigner;
}

interface Trust {
  /** Verified times, ISO 8601. */
  readonly timestamps: readonly string[];
  readonly notes: readonly string[];
}

/** What each level enforces; the rest is a note. Integrity always is, revocation is never looked at. */
const ENFORCED = {
  strict: { authenticity: true, timestamp: true, expiry: true },
  permissive: { authenticity: true, timestamp: false, expiry: false },
  audit: { authenticity: false, timestamp: false, expiry: false },
} as const;

function verifyTrust(trial: Trial): Trust {
  const { signer, by } = trial;
  const enforced = ENFORCED[signer.level];
  const notes: string[] = [];
  const attempt = <T>(isEnforced: boolean, check: () => T): T | undefined => {
    try {
      return check();
    } catch (error) {
      const { code, message } = toRefusal(error);
      if (isEnforced) throw new Refusal(code, message, by);
      notes.push(`not enforced at level ${signer.level}: ${message}`);
      return undefined;
    }
  };
  attempt(enforced.authenticity, () => checkAuthenticity(trial));
  const time = attempt(enforced.timestamp || trial.envelope.authenticTime !== undefined, () => verifyTime(trial));
  attempt(enforced.expiry, () => checkExpiry(trial));
  return { timestamps: time === undefined ? [] : [new Date(time).toISOString()], notes };
}

function checkAuthenticity({ envelope: { scheme }, chain, leaf, signer }: Trial): void {
  const store = scheme === 'notary.x509' ? 'ca' : 'signingAuthority';
  checkTrust(chain, readStore(signer[store], store), store);
  checkIdentity(leaf, signer);
}

/**
 * It was signed while its certificates were valid: by what the signing authority or a timestamp says, else they must be valid now.
 * @returns the time that somebody vouches for
 */
function verifyTime({ envelope, chain, signer, now }: Trial): number | undefined {
  const { authenticTime, timestamp, signature } = envelope;
  if (authenticTime !== undefined) {
    checkValidity(chain, authenticTime, authenticTime, 'signed at');
    return authenticTime;
  }
  if (signer.tsa.length === 0) {
    // Nobody vouches for a time of signing, so it may have been signed just now.
    checkValidity(chain, now, now, 'not proved to be signed before');
    return undefined;
  }
  if (timestamp === undefined)
    throw new Refusal('IMG_TIMESTAMP', 'it has no timestamp, and the authority names certificates under "tsa"');
  const { time, earliest, latest } = verifyTimestamp(timestamp, signature, readStore(signer.tsa, 'tsa'));
  checkValidity(chain, earliest, latest, 'timestamped at');
  return time;
}

function checkValidity(chain: readonly Certificate[], earliest: number, latest: number, what: string): void {
  const other = chain.find(({ notBefore, notAfter }) => earliest < notBefore || latest > notAfter);
  if (other === undefined) return;
  const [at, from, to] = [latest, other.notBefore, other.notAfter].map((time) => new Date(time).toISOString());
  throw new Refusal(
    'IMG_CERT_EXPIRED',
    `it was ${what} ${at}, and one of its certificates is valid from ${from} to ${to}`,
  );
}

function checkExpiry({ envelope: { expiry }, now }: Trial): void {
  if (expiry !== undefined && now >= expiry)
    throw new Refusal('IMG_SIG_EXPIRED', `its signer wanted it to be used until ${new Date(expiry).toISOString()}`);
}

function checkAnnotations(
  found: Readonly<Record<string, string>>,
  { annotations }: NotationSigner,
  by: FoundSigner,
): void {
  for (const [key, wanted] of Object.entries(annotations)) {
    if (Object.hasOwn(found, key) && found[key] === wanted) continue;
    const is = Object.hasOwn(found, key) ? `is "${shown(found[key] ?? '')}"` : 'is not signed';
    throw new Refusal('IMG_ANNOTATION', `its annotation ${shown(key)} ${is}; wanted "${shown(wanted)}"`, by);
  }
}

/** Where a certificate says who knows about revocation: CRLs, and OCSP among others. */
const REVOCATION = ['2.5.29.31', '1.3.6.1.5.5.7.1.1'];

function revocationNote(chain: readonly Certificate[]): string {
  const isTold = chain.some(({ extensions }) => REVOCATION.some((oid) => extensions.has(oid)));
  return isTold
    ? 'revocation was not checked, though the certificates say where'
    : 'revocation was not checked: the certificates do not say where';
}
