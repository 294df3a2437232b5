import type { Labels, Metric, MetricText, Sample } from './metric.ts';
import { Series } from './series.ts';

interface Observed {
  /** By bucket, not cumulated; the last one is beyond all bounds. */
  readonly counts: number[];
  sum: number;
}

/** How often a value was at most each of some bounds. */
export class Histogram implements Metric {
  readonly name: string;
  readonly help: string;
  readonly type = 'histogram' as const;
  readonly #bounds: readonly number[];
  readonly #series: Series<Observed>;

  /** @param bounds in ascending order */
  constructor({ name, help }: MetricText, bounds: readonly number[]) {
    this.name = name;
    this.help = help;
    this.#bounds = bounds;
    this.#series = new Series(() => ({ counts: Array.from({ length: bounds.length + 1 }, () => 0), sum: 0 }));
  }

  observe(labels: Labels, value: number): void {
    const observed = this.#series.at(labels);
    const found = this.#bounds.findIndex((bound) => value <= bound);
    const bucket = found < 0 ? this.#bounds.length : found;
    observed.counts[bucket] = (observed.counts[bucket] ?? 0) + 1;
    observed.sum += value;
  }

  *samples(): Iterable<Sample> {
    for (const { labels, value } of this.#series.entries()) yield* this.#samplesOf(labels, value);
  }

  *#samplesOf(labels: Labels, { counts, sum }: Observed): Iterable<Sample> {
    let total = 0;
    for (const [index, count] of counts.entries()) {
      total += count;
      const bound = this.#bounds[index];
      const le = bound === undefined ? '+Inf' : String(bound);
      yield { suffix: '_bucket', labels: { ...labels, le }, value: total };
    }
    yield { suffix: '_sum', labels, value: sum };
    yield { suffix: '_count', labels, value: total };
  }
}
