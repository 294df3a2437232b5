import { CONFIDENCES } from '../rule.ts';
import type { Candidate } from './candidate.ts';
import { OccupiedSpans } from './occupied-spans.ts';

/**
 * Leaves one candidate for each place: of those whose secrets share characters the one that says most, which is
 *
 * 1. the surer one
 * 2. a kind of token before a value that only stands under a telling name
 * 3. the one that took off fewer encodings: it says where to look
 * 4. the longer secret
 * 5. the rule that comes first in the set
 *
 * Two secrets in one encoded text are two findings of one place.
 */
export function resolveOverlaps(candidates: readonly Candidate[]): readonly Candidate[] {
  if (candidates.length < 2) return candidates;
  const taken = new TakenPlaces();
  const kept = [...candidates].sort(compareTelling).filter((candidate) => taken.take(candidate));
  return kept.sort((a, b) => a.origin.start - b.origin.start || a.span.start - b.span.start);
}

const compareTelling = (a: Candidate, b: Candidate): number =>
  CONFIDENCES.indexOf(a.confidence) - CONFIDENCES.indexOf(b.confidence) ||
  Number(a.rule.isGeneric ?? false) - Number(b.rule.isGeneric ?? false) ||
  a.depth - b.depth ||
  lengthOf(b) - lengthOf(a) ||
  a.order - b.order;

const lengthOf = ({ span }: Candidate): number => span.end - span.start;

/** Within a layer places are told apart there; places of two layers, in the text that both come from. */
class TakenPlaces {
  readonly #layers = new Map<number, { readonly spans: OccupiedSpans; readonly origins: OccupiedSpans }>();

  /** Whether the place was free; now it is not. */
  take({ depth, span, origin }: Candidate): boolean {
    const own = this.#layers.get(depth) ?? { spans: new OccupiedSpans(), origins: new OccupiedSpans() };
    this.#layers.set(depth, own);
    if (own.spans.overlaps(span) || this.#isTakenElsewhere(depth, origin)) return false;
    own.spans.add(span);
    own.origins.add(origin);
    return true;
  }

  #isTakenElsewhere(depth: number, origin: Candidate['origin']): boolean {
    for (const [other, { origins }] of this.#layers) {
      if (other !== depth && origins.overlaps(origin)) return true;
    }
    return false;
  }
}
