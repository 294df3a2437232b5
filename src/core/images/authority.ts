import type { TextPattern } from './text-pattern.ts';

/**
 * Who must have signed which images. Plain data, complete and checked: files are read, keys are PEM. An image is held to every
 * authority that covers it.
 */
export interface Authority {
  readonly name: string;
  /** Globs over `registry/repository` in its whole form, without tag and digest: `*` within a segment, `**` across. */
  readonly images: readonly string[];
  /** Globs of images that are not held to it. */
  readonly exclude: readonly string[];
  /** Never empty, names distinct. */
  readonly signers: readonly Signer[];
  /** How many of the signers must have signed: 1 is any, all of them is all. */
  readonly required: number;
  readonly attestations: readonly AttestationDemand[];
  /** `ignored`: the attestations that are demanded suffice, as for images that GitHub attests. */
  readonly signature: 'required' | 'ignored';
  /** Where signatures are kept instead of beside the image: `registry/repository`. */
  readonly repository?: string;
  /** A signature of a multi-platform index does not suffice: each image of it must be signed. */
  readonly allPlatforms: boolean;
  /** What the policy `signed-images` makes of a failure. */
  readonly action: 'deny' | 'warn';
}

/** `required`: must be there and hold; `if-present`: must hold if it is there; `ignored`: nobody looks. */
export const DEMANDS = ['required', 'if-present', 'ignored'] as const;
export type Demand = (typeof DEMANDS)[number];

interface SignerBase {
  /** `ci`; made of the authority's name where none is written. */
  readonly name: string;
  /** Signed annotations that must be there, to the letter. */
  readonly annotations: Readonly<Record<string, string>>;
}

export interface KeySigner extends SignerBase {
  readonly kind: 'key';
  /** Public key, PEM (SPKI). */
  readonly pem: string;
  readonly hash: 'sha256' | 'sha384' | 'sha512';
  readonly tlog: Demand;
  readonly timestamp: Demand;
  /** Name of the trust root of the log; read only when an entry is looked at. */
  readonly trustRoot: string;
}

export interface KeylessSigner extends SignerBase {
  readonly kind: 'keyless';
  /** One of them must match; never empty. */
  readonly identities: readonly IdentityPattern[];
  readonly tlog: Demand;
  readonly timestamp: Demand;
  /** Proof that the certificate is in a certificate log. */
  readonly sct: 'required' | 'ignored';
  readonly trustRoot: string;
}

/** All that is given must match. */
export interface IdentityPattern {
  readonly issuer: TextPattern;
  readonly subject: TextPattern;
  /** Further extensions of Fulcio certificates by OID (`1.3.6.1.4.1.57264.1.…`), such as the GitHub workflow. */
  readonly extensions: Readonly<Record<string, TextPattern>>;
}

/** The Notary Project's trust policy and trust store, for one authority. */
export interface NotationSigner extends SignerBase {
  readonly kind: 'notation';
  /** PEM of root certificates, by the kind of store. */
  readonly ca: readonly string[];
  readonly signingAuthority: readonly string[];
  readonly tsa: readonly string[];
  /** `x509.subject: C=…, O=…`, or `*` alone. */
  readonly trustedIdentities: readonly string[];
  readonly level: 'strict' | 'permissive' | 'audit';
}

/** A decision without a signature: `allow` and `deny` of ClusterImagePolicy's `static`. */
export interface StaticSigner extends SignerBase {
  readonly kind: 'static';
  readonly action: 'allow' | 'deny';
  readonly message?: string;
}

export type Signer = KeySigner | KeylessSigner | NotationSigner | StaticSigner;

/** An attestation that must be there, signed by one of the signers named, or by as many of the authority's as sign images. */
export interface AttestationDemand {
  /** Of the signed statement: `https://slsa.dev/provenance/v1`. */
  readonly predicateType: string;
  /** Names of signers of the authority; empty: any of them. */
  readonly signers: readonly string[];
}

/** Trust roots by name. `public-good` is Sigstore's own and always there. Each is the JSON text of a `trusted_root.json`. */
export type TrustRoots = ReadonlyMap<string, string>;

export const PUBLIC_GOOD = 'public-good';
