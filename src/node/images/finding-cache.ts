import { keepRecent } from '../registry/keep-recent.ts';
import type { ImageFinding, ImageStatus } from '../../core/images/image-fact.ts';

/**
 * Findings by repository and digest, and digests by tag, for as long as each may be believed. What a digest names never
 * changes, but signatures come and trust goes; what a tag names changes at any time.
 */
export interface FindingCache {
  /** Absent when nothing is known that still holds. */
  find(key: string): ImageFinding | undefined;
  /** What was verified not too long ago, for when nobody answers. */
  findStale(key: string): ImageFinding | undefined;
  /** What could not be found out is not kept. */
  keep(key: string, finding: ImageFinding): void;
  findDigest(tag: string): string | undefined;
  keepDigest(tag: string, digest: string): void;
}

export interface FindingCacheOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds that a verified image counts as verified. */
  readonly verifiedMs: number;
  /** Milliseconds that it does so when the registry gives no answer; 0: not at all. */
  readonly staleMs: number;
  /** Findings, and digests, that are kept. Default: 5,000. */
  readonly most?: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const TAG_MS = 30 * SECOND;
/** Somebody may be signing it right now. */
const UNSIGNED_MS = 30 * SECOND;
/** Who signed wrongly must sign again, and somebody must trust them. */
const REFUSED_MS = 5 * MINUTE;

export function createFindingCache({ now, verifiedMs, staleMs, most = 5000 }: FindingCacheOptions): FindingCache {
  const findings = new RecentMap<{ readonly finding: ImageFinding; readonly since: number }>(most);
  const digests = new RecentMap<{ readonly digest: string; readonly until: number }>(most);
  const holdsFor = (status: ImageStatus): number => {
    switch (status) {
      case 'verified':
        return verifiedMs;
      case 'unsigned':
        return UNSIGNED_MS;
      case 'untrusted':
      case 'invalid':
        return REFUSED_MS;
      case 'error':
      case 'skipped':
        return 0;
    }
  };
  return {
    find: (key) => {
      const known = findings.get(key);
      return known !== undefined && now() - known.since < holdsFor(known.finding.status) ? known.finding : undefined;
    },
    findStale: (key) => {
      const known = findings.get(key);
      return known?.finding.status === 'verified' && now() - known.since < staleMs ? known.finding : undefined;
    },
    keep: (key, finding) => {
      if (holdsFor(finding.status) > 0) findings.set(key, { finding, since: now() });
    },
    findDigest: (tag) => {
      const known = digests.get(tag);
      return known !== undefined && now() < known.until ? known.digest : undefined;
    },
    keepDigest: (tag, digest) => digests.set(tag, { digest, until: now() + TAG_MS }),
  };
}

/** Keeps what was asked for last. */
class RecentMap<T> {
  readonly #most: number;
  readonly #entries = new Map<string, T>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): T | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: string, value: T): void {
    keepRecent(this.#entries, key, value, this.#most);
  }
}
