import type { Span } from './layer.ts';

/** Spans none of which share a character, in order. */
export class OccupiedSpans {
  readonly #spans: Span[] = [];

  /** Whether a span shares a character with one of them. Empty spans share the place that they stand at. */
  overlaps(span: Span): boolean {
    const after = this.#firstEndingAfter(span.start);
    const next = this.#spans[after];
    return next !== undefined && (next.start < span.end || next.start === span.start);
  }

  /** Adds a span, unless it overlaps. */
  add(span: Span): void {
    if (!this.overlaps(span)) this.#spans.splice(this.#firstEndingAfter(span.start), 0, span);
  }

  #firstEndingAfter(offset: number): number {
    let [low, high] = [0, this.#spans.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const { start, end } = this.#spans[middle] ?? { start: 0, end: 0 };
      if (end > offset || start === offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
