import { readdirSync, rmSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';
import { readSource } from '../evaluation/source.ts';
import { sha256 } from '../digest.ts';
import type { FoundFile } from '../files/walk-files.ts';
import { openCacheStore } from './cache-store.ts';

/** Raised when the layout of an entry, or of an outcome, changes. */
const FORMAT = 4;
/** Files that changed this shortly before they were judged may have changed again within one tick of the clock (Git calls them racy). */
const RACY_MS = 2_000;
/** Runs that are kept; the oldest go first. */
const KEPT_RUNS = 32;

/** What identifies a version of a file without reading it. */
interface Stamp {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
}

interface Entry {
  readonly stamp: Stamp;
  /** Of the content that was judged, if anybody needed it. */
  readonly digest?: string;
  /** When the run began that read the file, in milliseconds since the epoch. */
  readonly readAt: number;
  /** The outcome as JSON text: messages of policies and places, never content of the file. */
  readonly outcome: string;
}

/**
 * Outcomes of an earlier run under the same policies, by file. A file whose stamp is unchanged is not read; one whose stamp
 * changed is read and compared by content, if its digest is known.
 */
export interface ResultCache {
  /** The outcome that still holds for this file, as JSON text. */
  find(file: FoundFile): string | undefined;
  /** Remembers an outcome, of the content with this digest if there is one. */
  remember(file: FoundFile, digest: string | undefined, outcome: string): void;
  /** Writes what this run learned, if anything. */
  save(): void;
}

export interface ResultCacheOptions {
  readonly cacheDir: string;
  /** Digest of everything but the files that outcomes depend on. */
  readonly key: string;
  readonly maxBytes: number;
  /** Milliseconds since the epoch when the run began. */
  readonly now: number;
  readonly onNotice: (message: string) => void;
}

export function openResultCache({ cacheDir, key, maxBytes, now, onNotice }: ResultCacheOptions): ResultCache {
  const folder = path.join(cacheDir, 'results');
  const store = openCacheStore({ folder, onNotice });
  const name = `${key}.v${FORMAT}`;
  const earlier = store.read(name);
  const known = decode(earlier);
  const stamps = new Map<string, Stamp>();
  const kept = new Map<string, Entry>();
  let changed = false;
  return {
    find: (file) => {
      const stamp = stampOf(file);
      const entry = known.get(file.path);
      if (stamp === undefined) return undefined;
      stamps.set(file.path, stamp);
      if (entry === undefined) return undefined;
      if (sameStamp(entry.stamp, stamp) && !isRacy(entry)) {
        kept.set(file.path, entry);
        return entry.outcome;
      }
      if (entry.digest === undefined || contentDigest(file, maxBytes) !== entry.digest) return undefined;
      changed = true;
      kept.set(file.path, { ...entry, stamp, readAt: now });
      return entry.outcome;
    },
    remember: (file, digest, outcome) => {
      const stamp = stamps.get(file.path);
      if (stamp === undefined) return;
      kept.set(file.path, { stamp, ...(digest === undefined ? {} : { digest }), readAt: now, outcome });
      changed = true;
    },
    save: () => {
      if (!changed && kept.size === known.size) return;
      store.write(name, encode(kept));
      if (earlier === undefined) prune(folder);
    },
  };
}

function stampOf({ absolute }: FoundFile): Stamp | undefined {
  const stats: Stats | undefined = statSync(absolute, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  const { size, mtimeMs, ctimeMs, ino } = stats;
  return { size, mtimeMs, ctimeMs, ino };
}

const sameStamp = (a: Stamp, b: Stamp): boolean =>
  a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.ino === b.ino;

const isRacy = ({ stamp, readAt }: Entry): boolean => Math.max(stamp.mtimeMs, stamp.ctimeMs) > readAt - RACY_MS;

function contentDigest(file: FoundFile, maxBytes: number): string | undefined {
  const read = readSource(file, maxBytes);
  return read.kind === 'bytes' ? sha256(read.bytes) : undefined;
}

/** One line an entry: path and stamp as JSON, a tab, the outcome as the JSON text that it is. JSON text holds no raw tab. */
function encode(entries: ReadonlyMap<string, Entry>): Uint8Array {
  const lines = [...entries].map(([file, { stamp, digest, readAt, outcome }]) => {
    const { size, mtimeMs, ctimeMs, ino } = stamp;
    return `${JSON.stringify([file, size, mtimeMs, ctimeMs, ino, readAt, digest])}\t${outcome}`;
  });
  return Buffer.from(lines.join('\n'));
}

/** The store has checked the entry's digest, so every line is one that `encode` wrote. */
function decode(bytes: Uint8Array | undefined): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  if (bytes === undefined || bytes.length === 0) return entries;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  for (const line of text.split('\n')) {
    const tab = line.indexOf('\t');
    const head: [string, number, number, number, number, number, string | null] = JSON.parse(line.slice(0, tab));
    const [file, size, mtimeMs, ctimeMs, ino, readAt, digest] = head;
    const stamp = { size, mtimeMs, ctimeMs, ino };
    entries.set(file, { stamp, readAt, ...(digest === null ? {} : { digest }), outcome: line.slice(tab + 1) });
  }
  return entries;
}

/** Best effort: a folder that cannot be listed now is pruned another time. */
function prune(folder: string): void {
  try {
    const runs = readdirSync(folder)
      .map((file) => path.join(folder, file))
      .map((file) => ({ file, mtimeMs: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
      .sort((a, b) => b.mtimeMs - a.mtimeMs);
    for (const { file } of runs.slice(KEPT_RUNS)) rmSync(file, { force: true });
  } catch {
    return;
  }
}
