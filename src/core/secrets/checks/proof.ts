/**
 * What a token says of itself:
 * - `proven`: it carries a proof that nobody writes by chance
 * - `plausible`: it has the form
 * - `doubtful`: it has the form, but is of less use to a thief, or may well be an example
 * - `refuted`: it is none
 */
export type Proof = 'proven' | 'plausible' | 'doubtful' | 'refuted';

/** What is looked at: a secret, and the match that it stands in. */
export interface Evidence {
  readonly secret: string;
  readonly match: string;
}
