import type { Labels, Metric, MetricText, Sample } from './metric.ts';
import { Series } from './series.ts';

/** Counts; one number for each combination of labels. */
export class Counter implements Metric {
  readonly name: string;
  readonly help: string;
  readonly type = 'counter' as const;
  readonly #series = new Series(() => ({ count: 0 }));

  constructor({ name, help }: MetricText) {
    this.name = name;
    this.help = help;
  }

  add(labels: Labels, count: number = 1): void {
    this.#series.at(labels).count += count;
  }

  *samples(): Iterable<Sample> {
    for (const { labels, value } of this.#series.entries()) yield { labels, value: value.count };
  }
}
