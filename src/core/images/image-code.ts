/** Why an image is not what an authority wants. Policies and people tell cases apart by them; `docs/signed-images.md` lists them. */
export const IMAGE_CODES = {
  IMG_REFERENCE_INVALID: 'The text is no name of an image.',
  IMG_UNSIGNED: 'Nothing signs the image.',
  IMG_WRONG_IDENTITY: 'It is signed, but by nobody whom the authority trusts.',
  IMG_WRONG_KEY: 'It is signed, but not by the key of the authority.',
  IMG_SIG_INVALID: 'A signature does not verify: the payload or the signature was altered or damaged.',
  IMG_DIGEST_MISMATCH: 'The signature is for another image.',
  IMG_TLOG: 'There is no valid entry of a transparency log, and the authority wants one.',
  IMG_TIMESTAMP: 'There is no valid time of signing, and the authority or the kind of log entry wants one.',
  IMG_CERT_EXPIRED: 'It was signed outside of the validity of its certificate.',
  IMG_CERT_INVALID: 'The certificate is none that may sign: its purpose, its proof of logging (SCT) or its place.',
  IMG_TRUST_ROOT: 'It is signed under an authority that is not in the trust root.',
  IMG_ANNOTATION: 'It is signed, but without the annotations that the authority demands.',
  IMG_UNSUPPORTED: 'It is signed in a way that is not supported.',
  IMG_REVOKED: 'A static rule of the configuration refuses it.',
  IMG_NOT_FOUND: 'The registry does not have the image.',
  IMG_UNAUTHORIZED: 'The registry does not let us in.',
  IMG_REGISTRY_DOWN: 'The registry cannot be reached, or answers with nonsense.',
  IMG_TIMEOUT: 'The registry did not answer in time.',
  IMG_ADDRESS_REFUSED: 'The registry leads to an address that is not asked.',
  IMG_TOO_LARGE: 'The registry answers with more than the limit.',
  IMG_NO_AUTHORITY: 'No authority covers the image.',
  IMG_NOT_LOCKED: 'The lock file does not know the image, and nobody was asked.',
  IMG_LOCK_STALE: 'The lock file knows the image by other authorities or another digest.',
  ATT_MISSING: 'An attestation that the authority demands is missing.',
} as const;

export type ImageCode = keyof typeof IMAGE_CODES;
