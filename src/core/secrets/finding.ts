import type { FieldPath } from '../model/location.ts';
import type { ResourceIdentity } from '../model/resource.ts';
import type { Confidence } from './rule.ts';

/** A layer that was taken off a text before the secret stood there. */
export const ENCODINGS = ['base64', 'hex', 'percent'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/**
 * What is told of a secret. It holds nothing of the secret but what `preview` shows, and never did hold more: masking is the
 * last thing that the function does which saw the secret.
 */
export interface MaskedSecret {
  /** Id of the rule that found it. */
  readonly rule: string;
  /** What it is, as a noun in a sentence: `a private key in PEM`. */
  readonly title: string;
  readonly confidence: Confidence;
  /** `AKI…(20)`: the beginning, where it says nothing but the kind, and the length. See `preview.ts`. */
  readonly preview: string;
  /** Keyed hash over rule and secret: the same secret has the same one wherever it stands. See `fingerprint.ts`. */
  readonly fingerprint: string;
  /** Bits a character, one decimal. */
  readonly entropy: number;
  /** Outermost first. */
  readonly decoded: readonly Encoding[];
}

/** A secret in a text. Offsets count characters of that text; of a decoded secret they bound the encoded text. */
export interface TextFinding extends MaskedSecret {
  readonly start: number;
  readonly end: number;
}

/** A secret in a value of a document. */
export interface ValueFinding extends MaskedSecret {
  /** From the document's root. */
  readonly path: FieldPath;
  /** Lines of the value before the one that holds it: 0 in most. */
  readonly lineInValue: number;
}

/** Somebody's decision that a finding may stay, for now. */
export interface Acceptance {
  readonly by: 'comment' | 'ignore' | 'baseline';
  readonly reason: string;
  readonly owner?: string;
  /** Last day on which it holds, `YYYY-MM-DD` in UTC. */
  readonly expires?: string;
}

/** A finding as policies read it: `input.facts.secrets[_]`. Places are those of the file, and absent for an object that comes from none. */
export interface SecretFact extends MaskedSecret {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  /** From the root of the object, or of the document that is none. */
  readonly path?: FieldPath;
  readonly object?: ResourceIdentity;
  /** False when the change under review did not bring it. Absent: the whole file is under review. */
  readonly added?: boolean;
  readonly commit?: string;
  readonly accepted?: Acceptance;
}

/** What came of one search. Unless it is complete, absence of a finding says nothing. */
export interface SearchOutcome<Finding> {
  readonly findings: readonly Finding[];
  /** Why a part was not searched, for people: `2000 ms are over`. Absent: all of it was. */
  readonly incomplete?: string;
}
