import type { JsonObject } from '../model/json.ts';
import type { ImageCode } from './image-code.ts';

/** What came of holding one piece of material to one signer. */
export type SignatureCheck =
  | { readonly kind: 'valid'; readonly signature: ValidSignature }
  | {
      readonly kind: 'refused';
      readonly code: ImageCode;
      readonly reason: string;
      readonly found?: FoundSigner;
      /** It is signed in a way in which such a signer never signs: another kind of signer may know more of it. */
      readonly isOtherKind?: true;
    };

/** Who signed, as far as a certificate or key that verifies says so. */
export type FoundSigner =
  | { readonly kind: 'identity'; readonly subject: string; readonly issuer: string }
  /** `SHA256:` and the base64 of the digest of the SPKI. */
  | { readonly kind: 'key'; readonly fingerprint: string }
  | { readonly kind: 'certificate'; readonly subject: string; readonly issuer: string };

/** A signature of this image by this signer: every guard has been passed. */
export interface ValidSignature {
  readonly by: FoundSigner;
  readonly tlog?: { readonly index: string; readonly time?: string };
  /** Verified times, ISO 8601 in UTC. */
  readonly timestamps: readonly string[];
  /** Signed ones. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Absent: it signs the image and says nothing more. Its subject is the image. */
  readonly statement?: { readonly predicateType: string; readonly predicate: JsonObject };
  /** What a person should know, such as "revocation was not checked". */
  readonly notes: readonly string[];
}
