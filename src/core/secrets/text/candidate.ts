import type { Encoding } from '../finding.ts';
import type { Confidence, SecretRule } from '../rule.ts';
import type { Span } from './layer.ts';

/** A match that stood every test of its rule. It holds the secret, so it never leaves the text engine. */
export interface Candidate {
  readonly rule: SecretRule;
  /** The rule's place in its set. */
  readonly order: number;
  /** How many layers of encoding were taken off to see it. */
  readonly depth: number;
  readonly secret: string;
  readonly entropy: number;
  /** The rule's, unless the token itself said more or less. */
  readonly confidence: Confidence;
  /** Where the secret stands in its layer, */
  readonly span: Span;
  /** where it, or the encoded text that holds it, stands in the text under search, */
  readonly origin: Span;
  /** and where the match of the rule, or that encoded text, begins there. */
  readonly matchStart: number;
  readonly encodings: readonly Encoding[];
}
