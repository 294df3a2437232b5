import type { Labels } from './metric.ts';

/** A metric may have this many series; whatever the labels are, memory and the scrape stay bounded. */
const MOST_SERIES = 500;
const OTHER = 'other';

interface Entry<T> {
  readonly labels: Labels;
  readonly value: T;
}

/** What is counted for each combination of labels. Those beyond the bound are counted together. */
export class Series<T> {
  readonly #create: () => T;
  readonly #entries = new Map<string, Entry<T>>();

  constructor(create: () => T) {
    this.#create = create;
  }

  at(labels: Labels): T {
    const key = Object.values(labels).join('\n');
    const known = this.#entries.get(key);
    if (known !== undefined) return known.value;
    if (this.#entries.size >= MOST_SERIES && !Object.values(labels).every((value) => value === OTHER)) {
      return this.at(Object.fromEntries(Object.keys(labels).map((name) => [name, OTHER])));
    }
    const entry = { labels, value: this.#create() };
    this.#entries.set(key, entry);
    return entry.value;
  }

  entries(): Iterable<Entry<T>> {
    return this.#entries.values();
  }
}
