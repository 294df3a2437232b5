import { pathToFileURL } from 'node:url';
import path from 'node:path';

const MIB = 1024 ** 2;

/** What Node must be told so that memory is measured without what nobody needs any more. */
export const COLLECTING: readonly string[] = [
  '--expose-gc',
  '--import',
  pathToFileURL(path.join(import.meta.dirname, `collect-garbage${path.extname(import.meta.filename)}`)).href,
];

/** Samples of the memory of a process, in MiB. */
export class SteadyMemory {
  readonly #samples: number[] = [];

  add(bytes: number): number {
    const mib = bytes / MIB;
    this.#samples.push(mib);
    return mib;
  }

  /**
   * The lower quartiles of the first and of the second half, without the first tenth, in which everything is new: what is there for a
   * moment, as a thread that loads policies, is no more than what stays.
   */
  get halves(): { readonly first: number; readonly second: number } {
    const warm = this.#samples.slice(Math.ceil(this.#samples.length / 10));
    const middle = warm.length >> 1;
    return { first: lowerQuartile(warm.slice(0, middle)), second: lowerQuartile(warm.slice(middle)) };
  }

  get summary(): string {
    const { first, second } = this.halves;
    return `${this.#samples.length} samples: ${first.toFixed(1)} MiB, then ${second.toFixed(1)} MiB`;
  }
}

const lowerQuartile = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 2] ?? Number.NaN;
