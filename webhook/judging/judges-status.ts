import { describeBroken } from '../sources/broken-text.ts';
import type { BrokenPolicy } from './load-judges.ts';

/** What is in force, and what became of the last attempt to change it. */
export interface JudgesStatus {
  /** `failed`: what there is now cannot be loaded, and the last good set judges. */
  readonly state: 'ready' | 'loading' | 'failed';
  /** When it became so. */
  readonly since: Date;
  /** Why it failed. */
  readonly reason?: string;
  /** Digest of the set that judges. */
  readonly policySet: string;
  readonly policies: number;
  /** When that one began to judge. */
  readonly loadedAt: Date;
  /** Objects of the cluster that it does not judge by as they are. */
  readonly broken: readonly BrokenPolicy[];
}

/** How often policies were loaded, the first time included, and how it went the last time. */
export interface LoadCounts {
  readonly good: number;
  readonly failed: number;
  /** Whether what there is now could be loaded. While it is tried again this stays as it was. */
  readonly isGood: boolean;
  readonly lastGoodAt: Date;
}

/** A line of the log for every change of what judges, and for every one that could not be made. */
export type JudgesLogEntry =
  | { readonly event: 'policies-changed'; readonly from: string; readonly to: string; readonly policies: number }
  | {
      readonly event: 'policies-failed';
      readonly reason: string;
      readonly policySet: string;
      readonly retryMs: number;
    }
  /** Objects of the cluster that do not judge as they are: each is said when it becomes so, and when it ends. */
  | { readonly event: 'policies-broken'; readonly object: string; readonly reason: string }
  | { readonly event: 'policies-mended'; readonly object: string };

/** Says what has become broken, and what is so no more. */
export function sayBroken(
  before: readonly BrokenPolicy[],
  after: readonly BrokenPolicy[],
  log: (entry: JudgesLogEntry) => void,
): void {
  const known = new Map(before.map(describeBroken).map(({ about, message }) => [about, message]));
  for (const { about: object, message: reason } of after.map(describeBroken)) {
    if (known.get(object) !== reason) log({ event: 'policies-broken', object, reason });
    known.delete(object);
  }
  for (const object of known.keys()) log({ event: 'policies-mended', object });
}
