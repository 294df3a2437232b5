import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { messageOf } from '../../core/errors.ts';
import { readEntry, writeEntry } from '../cache/cache-store.ts';
import { sha256 } from '../digest.ts';
import type { SourceFile } from './source-file.ts';
import type { Bundle } from './to-bundle.ts';
import { makeFolders } from '../files/make-folders.ts';

/**
 * Unpacked sources in the user's cache folder, by what they were pinned to: who has one needs no network. What is read is
 * hashed again each time; a folder that is not as it was written is not believed, but fetched anew.
 */
export interface SourceStore {
  /** The files of a source, or undefined when it is not there or not as it was written. */
  read(key: string): readonly SourceFile[] | undefined;
  /** Writes a source and gives its folder, which holds `policy` and `data`. */
  write(key: string, files: readonly SourceFile[], bundle: Bundle): string;
  /** The folder of a source that was read. */
  folder(key: string): string;
  /** Takes away what is kept under other keys that begin so: of what changes often only the last is kept. */
  forgetOthers(prefix: string, key: string): void;
}

/** Raised when the layout changes, or what a file of a bundle is for: folders of another layout are not found. */
const FORMAT = 1;
const RECORD = 'record.json';

interface RecordedFile extends Omit<SourceFile, 'bytes'> {
  readonly part: string;
  readonly sha256: string;
}

export interface SourceStoreOptions {
  /** Absent: a temporary folder that ends with the process. */
  readonly cacheDir: string | undefined;
  readonly onNotice: (message: string) => void;
}

export function openSourceStore({ cacheDir, onNotice }: SourceStoreOptions): SourceStore {
  const own = cacheDir === undefined ? undefined : path.join(cacheDir, 'sources');
  // Sources of this run that could not be kept.
  const elsewhere = new Map<string, string>();
  const place = (root: string, key: string): string => path.join(root, `${key}.v${FORMAT}`);
  const folder = (key: string): string => elsewhere.get(key) ?? (own === undefined ? '' : place(own, key));
  return {
    folder,
    forgetOthers: (prefix, key) => {
      if (own === undefined) return;
      const isOther = (name: string): boolean => name.startsWith(prefix) && name !== `${key}.v${FORMAT}`;
      // Others that end otherwise are drafts, which somebody is writing.
      const others = namesIn(own).filter((name) => isOther(name) && name.endsWith(`.v${FORMAT}`));
      for (const name of others) rmSync(path.join(own, name), { recursive: true, force: true });
    },
    read: (key) => (folder(key) === '' ? undefined : readSource(folder(key))),
    write: (key, files, bundle) => {
      if (own !== undefined) {
        try {
          return writeSource(place(own, key), files, bundle);
        } catch (error) {
          onNotice(`the cache in ${own} cannot be written (${messageOf(error)}); this run goes on without it`);
        }
      }
      const target = writeSource(place(temporaryRoot(), key), files, bundle);
      elsewhere.set(key, target);
      return target;
    },
  };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Policies are read when they are loaded, and their pages when somebody asks for them: only the end is late enough. */
function temporaryRoot(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'sluice-sources-'));
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  return root;
}

/** Drafts are renamed when they are whole, so nobody reads half a source. */
function writeSource(target: string, files: readonly SourceFile[], bundle: Bundle): string {
  makeFolders(path.dirname(target), 0o700);
  const draft = mkdtempSync(`${target}.`);
  try {
    const recorded = partsOf(bundle).flatMap(([part, list]) => list.map((file) => writePart(draft, part, file)));
    if (recorded.length !== files.length) throw new Error('a file of the source has no place');
    makeFolders(path.join(draft, 'policy'));
    writeEntry(path.join(draft, RECORD), Buffer.from(JSON.stringify(recorded)));
    moveInto(draft, target);
    return target;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

const partsOf = ({ policy, data, rest }: Bundle): readonly (readonly [string, readonly SourceFile[]])[] => [
  ['policy', policy],
  ['data', data],
  ['rest', rest],
];

function writePart(draft: string, part: string, { bytes, ...file }: SourceFile): RecordedFile {
  const target = path.join(draft, part, ...file.path.split('/'));
  makeFolders(path.dirname(target), 0o700);
  // Names that differ only in case are one file on some systems; the second must not replace the first.
  writeFileSync(target, bytes, { mode: 0o600, flag: 'wx' });
  return { ...file, part, sha256: sha256(bytes) };
}

/** Another run may have put the same source there meanwhile, or a damaged one is in the way. */
function moveInto(draft: string, target: string): void {
  try {
    renameSync(draft, target);
  } catch (error) {
    if (readSource(target) === undefined) {
      rmSync(target, { recursive: true, force: true });
      renameSync(draft, target);
      return;
    }
    if (!isOccupied(error)) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
}

const isOccupied = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(String(error.code));

function readSource(folder: string): readonly SourceFile[] | undefined {
  const record = readEntry(path.join(folder, RECORD));
  if (record === undefined) return undefined;
  // The entry's own digest was right, so it is what `writeSource` wrote.
  const recorded: readonly RecordedFile[] = JSON.parse(Buffer.from(record).toString('utf8'));
  const files = recorded.map((file) => readPart(folder, file));
  const known = files.filter((file) => file !== undefined);
  if (known.length < recorded.length || countFiles(folder) !== recorded.length + 1) return undefined;
  return known;
}

function readPart(folder: string, { part, sha256: digest, ...file }: RecordedFile): SourceFile | undefined {
  try {
    const bytes = readFileSync(path.join(folder, part, ...file.path.split('/')));
    return sha256(bytes) === digest ? { ...file, bytes } : undefined;
  } catch {
    return undefined;
  }
}

/** A file that nobody recorded would be read as a policy all the same. Links count, too. */
const countFiles = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => !entry.isDirectory()).length;
