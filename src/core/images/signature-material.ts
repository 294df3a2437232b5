/**
 * Something in a registry that claims to sign an image or to say something of it. Nothing of it is verified: bytes and
 * annotations are whatever somebody pushed, except that the bytes have the digest that the manifest names.
 */
export interface SignatureMaterial {
  /**
   * `bundle`: a Sigstore bundle as JSON; `cosign-signature`: the simple-signing payload of a `.sig` tag, signature and
   * certificate in the annotations; `cosign-attestation`: the DSSE envelope of an `.att` tag; `notation-jws`, `notation-cose`:
   * an envelope of the Notary Project.
   */
  readonly format: SignatureFormat;
  /** Where it was found, for people: `referrer sha256:…`, `tag sha256-….sig, layer 1`. */
  readonly place: string;
  readonly bytes: Uint8Array;
  /** Of the layer, or for bundles of the manifest: hints. */
  readonly annotations: Readonly<Record<string, string>>;
}

export type SignatureFormat = 'bundle' | 'cosign-signature' | 'cosign-attestation' | 'notation-jws' | 'notation-cose';

/** An image as its registry has it. */
export interface ImageManifest {
  /** Of the bytes. */
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What signs an image, and where it was looked for. */
export interface SignatureSearch {
  readonly material: readonly SignatureMaterial[];
  /** For people, in the order of asking: `OCI referrers (none)`, `tag sha256-….sig (not found)`. */
  readonly lookedIn: readonly string[];
}
