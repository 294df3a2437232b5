import type { Encoding, TextFinding } from '../finding.ts';
import type { Confidence } from '../rule.ts';
import type { Place } from './place.ts';

/** A finding with its secret, which never leaves this folder: `mask.ts` makes of it what may be told. */
export interface Found {
  readonly place: Place;
  readonly rule: string;
  readonly title: string;
  readonly confidence: Confidence;
  readonly secret: string;
  readonly decoded: readonly Encoding[];
  /** Lines of the value before the one that holds it. */
  readonly line: number;
  /** What the text engine says of it, when it found it. */
  readonly masked?: TextFinding;
}
