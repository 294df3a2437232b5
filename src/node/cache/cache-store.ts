import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf } from '../../core/errors.ts';
import { sha256 } from '../digest.ts';

/**
 * Files by key in one folder. An entry carries the digest of its own content, so a damaged one, or one of another layout, is
 * not found instead of being believed. Losing the cache costs time only: nothing here ever fails a run.
 */
export interface CacheStore {
  /** The entry's content, or undefined when it is not there, cannot be read or is damaged. */
  read(key: string): Uint8Array | undefined;
  /** Writes by rename, so that a reader never sees half an entry. What goes wrong is told to `onNotice` once. */
  write(key: string, content: Uint8Array): void;
}

export interface CacheStoreOptions {
  readonly folder: string;
  readonly onNotice: (message: string) => void;
}

const DIGEST_BYTES = 32;

/** Opens a store. The folder is made with the first write. */
export function openCacheStore({ folder, onNotice }: CacheStoreOptions): CacheStore {
  let complained = false;
  const complain = (error: unknown): void => {
    if (!complained)
      onNotice(`the cache in ${folder} cannot be written (${messageOf(error)}); this run goes on without it`);
    complained = true;
  };
  return {
    read: (key) => readEntry(path.join(folder, key)),
    write: (key, content) => {
      try {
        writeEntry(path.join(folder, key), content);
      } catch (error) {
        complain(error);
      }
    },
  };
}

/** Reads one entry file; undefined when it is absent or not what was written. */
export function readEntry(file: string): Uint8Array | undefined {
  try {
    const bytes = readFileSync(file);
    const content = bytes.subarray(DIGEST_BYTES);
    return bytes.length >= DIGEST_BYTES && Buffer.from(sha256(content), 'hex').equals(bytes.subarray(0, DIGEST_BYTES))
      ? content
      : undefined;
  } catch {
    return undefined;
  }
}

/** Writes one entry file by rename. Readable by its owner alone: messages of policies may name what is not everybody's. */
export function writeEntry(file: string, content: Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${Math.trunc(performance.now() * 1000)}.tmp`;
  try {
    writeFileSync(draft, Buffer.concat([Buffer.from(sha256(content), 'hex'), content]), { mode: 0o600 });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/**
 * Where caches live by the custom of each platform; `SLUICE_CACHE_DIR` wins. `home` is asked only when it is needed: a user
 * of a container may have none.
 */
export function defaultCacheDir(
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
  home: () => string,
): string {
  const chosen = env['SLUICE_CACHE_DIR'];
  if (chosen !== undefined && chosen !== '') return chosen;
  if (platform === 'win32') {
    return path.join(env['LOCALAPPDATA'] ?? path.join(home(), 'AppData', 'Local'), 'sluice', 'cache');
  }
  if (platform === 'darwin') return path.join(home(), 'Library', 'Caches', 'sluice');
  const xdg = env['XDG_CACHE_HOME'];
  return path.join(xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(home(), '.cache'), 'sluice');
}
