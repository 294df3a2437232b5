import type { SourceWithLines } from '../../src/core/gatekeeper/gatekeeper-set.ts';
import type { CostlyVersion } from '../../src/node/cluster/sound-versions.ts';
import type { BrokenPolicy } from '../judging/load-judges.ts';

/** After so long it is tried again: the machine may have been busy. */
const FORGOTTEN_MS = 600_000;

/**
 * The versions that the compiler did not come to an end with. They are not tried with every change of something else, which would take its
 * limit each time, but once every ten minutes.
 */
export class CostlyVersions implements Disposable {
  readonly #onForgotten: () => void;
  readonly #known = new Map<string, CostlyVersion>();
  readonly #forgottenMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(onForgotten: () => void, forgottenMs: number = FORGOTTEN_MS) {
    this.#onForgotten = onForgotten;
    this.#forgottenMs = forgottenMs;
  }

  get known(): readonly CostlyVersion[] {
    return [...this.#known.values()];
  }

  /** @param current what was loaded, which `broken` is about */
  take(broken: readonly BrokenPolicy[], current: readonly SourceWithLines[]): void {
    const objects = new Map(current.map(({ source }) => [source.file, source.resource.json]));
    this.#known.clear();
    for (const { file, faults } of broken) {
      const json = objects.get(file);
      const isCostly = faults.some(({ code }) => code === 'POLICY_TOO_COSTLY');
      if (json !== undefined && isCostly) this.#known.set(file, { file, json, faults });
    }
    if (this.#known.size > 0) this.#timer ??= this.#wait();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #wait(): NodeJS.Timeout {
    return setTimeout(() => {
      this.#timer = undefined;
      this.#known.clear();
      this.#onForgotten();
    }, this.#forgottenMs).unref();
  }
}
