import { createHash } from 'node:crypto';
import type { ImageManifest, SignatureMaterial } from '../../../core/images/signature-material.ts';
import type { Bundle } from '@sigstore/bundle';
import { liftAttestation, liftSignature } from './lift-legacy.ts';
import { readBundle } from './read-bundle.ts';
import { NO_CLAIM, readPayload, readStatement, type Claim } from './read-claim.ts';
import { Refusal } from './refusal.ts';
import { envelopeContent, messageContent, type Hash } from './signed-content.ts';
import { verifyBundle, type Verification, type VerifiedBundle } from './verify-bundle.ts';

export interface ImageVerification extends Verification {
  readonly hash: Hash;
}

/** A signature that holds and is of this image. Whether its signer is one who is trusted is not said. */
export interface VerifiedSignature extends VerifiedBundle, Claim {
  readonly notes: readonly string[];
}

/**
 * Verifies one piece of material as a signature of an image, in whichever of cosign's forms it is.
 * @throws Refusal
 */
export function verifyImageSignature(
  material: SignatureMaterial,
  image: ImageManifest,
  verification: ImageVerification,
): VerifiedSignature {
  const { bundle, message } = liftMaterial(material, image);
  const { content } = bundle;
  switch (content.$case) {
    case 'messageSignature': {
      const signed = messageContent(content.messageSignature, message.bytes, verification.hash);
      const verified = verifyBundle(bundle, signed, verification);
      return { ...verified, ...message.readClaim(image.digest), notes: [] };
    }
    case 'dsseEnvelope': {
      const verified = verifyBundle(bundle, envelopeContent(content.dsseEnvelope, verification.hash), verification);
      return { ...verified, ...readStatement(content.dsseEnvelope, image.digest), notes: [] };
    }
  }
}

interface Lifted {
  readonly bundle: Bundle;
  /** What a signature that is over no envelope is over. */
  readonly message: { readonly bytes: Uint8Array; readonly readClaim: (digest: string) => Claim };
}

function liftMaterial(material: SignatureMaterial, image: ImageManifest): Lifted {
  const manifest = { bytes: image.bytes, readClaim: (digest: string) => claimOfManifest(image, digest) };
  switch (material.format) {
    case 'bundle':
      return { bundle: readBundle(material.bytes), message: manifest };
    case 'cosign-signature':
      return {
        bundle: liftSignature(material),
        message: { bytes: material.bytes, readClaim: (digest) => readPayload(material.bytes, digest) },
      };
    case 'cosign-attestation':
      return { bundle: liftAttestation(material), message: manifest };
    case 'notation-jws':
    case 'notation-cose':
      throw new Refusal('IMG_UNSUPPORTED', 'it is a signature of the Notary Project');
  }
}

/** The signature is over the bytes, and everything else in Sluice speaks of the digest. */
function claimOfManifest({ bytes }: ImageManifest, digest: string): Claim {
  const [algorithm = '', hex] = digest.split(':');
  if (algorithm !== 'sha256' && algorithm !== 'sha512')
    throw new Refusal('IMG_UNSUPPORTED', 'its digest is of no kind');
  if (createHash(algorithm).update(bytes).digest('hex') === hex) return NO_CLAIM;
  throw new Refusal('IMG_DIGEST_MISMATCH', `it signs a manifest that is not ${digest}`);
}
