import type { ImageAnswer } from '../../core/images/image-answer.ts';
import type { Reference } from '../../core/images/reference.ts';
import type { ImageManifest, SignatureSearch } from '../../core/images/signature-material.ts';

/** Reads images and what signs them from whatever registries they are in. Never throws for what a registry does. */
export interface ImageRegistry {
  /** By digest if the reference has one, else by tag. The bytes have the digest, whoever named it. */
  readImage(reference: Reference, access?: ImageAccess): Promise<ImageAnswer<ImageManifest>>;
  /**
   * Everything that claims to sign the digest: OCI referrers, the tags that stand in for them, cosign's `.sig` and `.att`.
   * @param image its registry and repository count
   * @param elsewhere `registry/repository` where signatures are kept instead
   */
  findSignatures(
    image: Reference,
    digest: string,
    elsewhere?: string,
    access?: ImageAccess,
  ): Promise<ImageAnswer<SignatureSearch>>;
}

/** Who asks: at admission, with the pull secrets of the pod. */
export interface ImageAccess {
  /** In the order in which they are tried. */
  readonly pullSecrets?: readonly PullSecret[];
  /** Milliseconds since the epoch after which no answer is of use. */
  readonly deadline?: number;
}

/** A pull secret by what it is called in messages: the text of its `.dockerconfigjson`, or why there is none. */
export type PullSecret =
  { readonly name: string; readonly config: string } | { readonly name: string; readonly problem: string };
