/** One number of a metric. */
export interface Sample {
  /** What the name ends in beyond the metric's: `_bucket`, `_sum`, `_count`. */
  readonly suffix?: string;
  readonly labels: Labels;
  readonly value: number;
}

export type Labels = Readonly<Record<string, string>>;

/** A metric as it is shown: its samples are taken when somebody asks. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly samples: () => Iterable<Sample>;
}

export interface MetricText {
  readonly name: string;
  readonly help: string;
}

/** A number that is looked up when somebody asks. */
export function gauge(text: MetricText, read: () => number): Metric {
  return { ...text, type: 'gauge', samples: () => [{ labels: {}, value: read() }] };
}

/** A number that is counted elsewhere, and only grows. */
export function countedElsewhere(text: MetricText, read: () => number): Metric {
  return { ...text, type: 'counter', samples: () => [{ labels: {}, value: read() }] };
}

/** Facts: the value is always 1, and the labels say what. */
export function info(text: MetricText, read: () => Labels): Metric {
  return { ...text, type: 'gauge', samples: () => [{ labels: read(), value: 1 }] };
}
