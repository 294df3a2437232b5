import type { Skipped } from '../../core/model/report.ts';
import { openCacheStore } from '../cache/cache-store.ts';
import { sha256 } from '../digest.ts';
import type { FileVersion } from './file-version.ts';

/** A search of a whole history that came to its end. */
export interface FinishedSearch {
  /** What was searched besides the commits: paths and patterns, as one digest. */
  readonly scope: string;
  /** Ids of the commits that all others were reached from. */
  readonly tips: readonly string[];
  readonly commits: number;
  readonly versions: number;
  readonly paths: readonly string[];
  readonly skipped: readonly Skipped[];
  /** Versions that something was found in, or that were not searched to their end: they are looked at again. */
  readonly open: readonly FileVersion[];
}

/**
 * What earlier searches need not be done again for. It holds digests of versions in which nothing was found, and places of those
 * in which something was: never what was found, and nothing of any file.
 */
export interface HistoryLedger {
  readonly finished: FinishedSearch | undefined;
  isClean(version: FileVersion): boolean;
  /** Why a clean version needed no search; undefined when it was searched. */
  skippedBecause(version: FileVersion): string | undefined;
  markClean(version: FileVersion, skipped?: string): void;
  finish(search: FinishedSearch): void;
  /** Keeps what is known so far, so that a search that is stopped can go on from here. */
  save(): void;
}

/** Raised when the layout of an entry changes. */
const FORMAT = 1;

/** Hex digits of a digest that are kept: 96 bits tell a billion of versions apart. */
const DIGITS = 24;

/** @param key digest of everything but the versions that a search depends on */
export function openHistoryLedger(cacheDir: string, key: string, onNotice: (message: string) => void): HistoryLedger {
  const store = openCacheStore({ folder: `${cacheDir}/history`, onNotice });
  const name = `${key}.v${FORMAT}`;
  const known = decode(store.read(name));
  const { clean } = known;
  let { finished } = known;
  let isChanged = false;
  return {
    get finished() {
      return finished;
    },
    isClean: (version) => clean.has(digestOf(version)),
    skippedBecause: (version) => clean.get(digestOf(version)) || undefined,
    markClean: (version, skipped = '') => {
      clean.set(digestOf(version), skipped);
      isChanged = true;
    },
    finish: (search) => {
      finished = search;
      isChanged = true;
    },
    save: () => {
      if (isChanged) store.write(name, encode(clean, finished));
      isChanged = false;
    },
  };
}

/** The path counts: rules may be about it, and it says how a file is read. */
const digestOf = ({ id, path }: FileVersion): string => sha256(`${id} ${path}`).slice(0, DIGITS);

/** A line of JSON, and a line for each clean version: its digest, and why it was not searched if it was not. */
function encode(clean: ReadonlyMap<string, string>, finished: FinishedSearch | undefined): Uint8Array {
  const lines = Array.from(clean, ([digest, skipped]) => digest + skipped);
  return Buffer.from([JSON.stringify(finished ?? null), ...lines].join('\n'));
}

/** The store has checked the entry, so it is one that `encode` wrote. */
function decode(bytes: Uint8Array | undefined): { clean: Map<string, string>; finished: FinishedSearch | undefined } {
  if (bytes === undefined) return { clean: new Map(), finished: undefined };
  const [head = 'null', ...clean] = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('utf8')
    .split('\n');
  const finished: FinishedSearch | null = JSON.parse(head);
  return {
    clean: new Map(clean.map((line) => [line.slice(0, DIGITS), line.slice(DIGITS)])),
    finished: finished ?? undefined,
  };
}

/** Remembers nothing: for runs without a cache. */
export function forgetfulLedger(): HistoryLedger {
  return {
    finished: undefined,
    isClean: () => false,
    skippedBecause: () => undefined,
    markClean: () => undefined,
    finish: () => undefined,
    save: () => undefined,
  };
}
