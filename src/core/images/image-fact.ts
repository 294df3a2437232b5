import type { FieldPath } from '../model/location.ts';
import type { AttestationFact, ScanFact } from './attestation.ts';
import type { ImageCode } from './image-code.ts';
import type { FoundSigner } from './signature-check.ts';

/**
 * `verified`: every authority that covers it is satisfied; `unsigned`, `untrusted`, `invalid`: at least one is not, for the
 * worst reason; `error`: nobody knows; `skipped`: nobody asked.
 */
export type ImageStatus = 'verified' | 'unsigned' | 'untrusted' | 'invalid' | 'error' | 'skipped';

/** What was found out about an image: `input.facts.images[<as written>]`. Holds no time of looking: equal images are equal facts. */
export interface ImageFact extends ImageFinding {
  /** `spec.containers[0].image`, and the same as paths. */
  readonly where: readonly string[];
  readonly paths: readonly FieldPath[];
}

/** The part that does not depend on the object that names the image. */
export interface ImageFinding {
  /** As it is written in the object. */
  readonly ref: string;
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  /** Resolved, or as written. Absent when nobody could resolve it. */
  readonly digest?: string;
  /** A digest is written in the object. */
  readonly pinned: boolean;
  readonly status: ImageStatus;
  /** Of the first authority that is not satisfied, or of what went wrong. */
  readonly code?: ImageCode;
  /** What was looked for, where, and the next step: begins in lower case and goes behind the name of the image. */
  readonly message?: string;
  readonly authorities: readonly AuthorityFact[];
  readonly signatures: readonly SignatureFact[];
  readonly attestations: readonly AttestationFact[];
  /** Reports that came as files. */
  readonly scans: readonly (ScanFact & { readonly file: string })[];
  /** It was verified before, and nobody could be asked now. */
  readonly stale?: true;
  readonly error?: { readonly code: ImageCode; readonly message: string; readonly retryable: boolean };
}

/** What one authority says of the image. */
export interface AuthorityFact {
  readonly name: string;
  readonly action: 'deny' | 'warn';
  readonly satisfied: boolean;
  readonly code?: ImageCode;
  readonly message?: string;
}

/** One piece of material under the authority that it comes nearest to satisfying. */
export interface SignatureFact {
  readonly format: string;
  readonly place: string;
  readonly ok: boolean;
  readonly authority?: string;
  readonly signer?: string;
  readonly by?: FoundSigner;
  readonly tlog?: { readonly index: string; readonly time?: string };
  readonly timestamps?: readonly string[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly code?: ImageCode;
  readonly reason?: string;
}
