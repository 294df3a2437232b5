import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf } from '../../core/errors.ts';
import { makeFolders } from '../files/make-folders.ts';

/**
 * Files by key in one folder. A damaged entry, or one of another layout, is not found instead of being believed. Losing the
 * cache costs time only: nothing here ever fails a run.
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

/**
 * An entry is this mark and its content twice: two halves that differ were damaged. A digest would take half the room, but
 * loading Node's takes 4 ms, and a file is judged in 30.
 */
const MARK = Buffer.from('sluice cache 2\n');

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
    return contentOf(readFileSync(file));
  } catch {
    return undefined;
  }
}

function contentOf(entry: Buffer): Uint8Array | undefined {
  const middle = MARK.length + (entry.length - MARK.length) / 2;
  if (!entry.subarray(0, MARK.length).equals(MARK) || !Number.isInteger(middle)) return undefined;
  const content = entry.subarray(MARK.length, middle);
  return content.equals(entry.subarray(middle)) ? content : undefined;
}

/** Writes one entry file by rename. Readable by its owner alone: messages of policies may name what is not everybody's. */
export function writeEntry(file: string, content: Uint8Array): void {
  makeFolders(path.dirname(file), 0o700);
  const draft = `${file}.${process.pid}.${process.hrtime.bigint()}.tmp`;
  try {
    writeParts(draft, [MARK, content, content]);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** One after the other, without a copy of them all. */
function writeParts(file: string, parts: readonly Uint8Array[]): void {
  const descriptor = openSync(file, 'w', 0o600);
  try {
    for (const part of parts) writeFileSync(descriptor, part);
  } finally {
    closeSync(descriptor);
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
  if (platform === 'darwin') return path.join(env['HOME'] ?? home(), 'Library', 'Caches', 'sluice');
  const xdg = env['XDG_CACHE_HOME'];
  return path.join(
    xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(env['HOME'] ?? home(), '.cache'),
    'sluice',
  );
}
