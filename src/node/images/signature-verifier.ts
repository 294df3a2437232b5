import type { Signer } from '../../core/images/authority.ts';
import type { SignatureCheck } from '../../core/images/signature-check.ts';
import type { ImageManifest, SignatureMaterial } from '../../core/images/signature-material.ts';

/** Holds material to signers. Never throws for what material holds; costly steps are done once for all signers. */
export interface SignatureVerifier {
  check(material: SignatureMaterial, image: ImageManifest, signer: Signer): SignatureCheck;
}
