import { type ArchiveEntry, type ArchiveFile, pathInside } from './archive-entry.ts';
import { archiveKindOf, type ArchiveKind } from './archive-kind.ts';
import { ARCHIVE_LIMITS, ArchiveAllowance, type ArchiveLimits } from './archive-limits.ts';
import { readTar } from './read-tar.ts';
import { type NamedEntry, readZip } from './read-zip.ts';
import { unpack } from './unpack.ts';

/** Whether a file is an archive, by how it begins: one that is read, or one that can only be told to be unread. */
export const isArchive = (bytes: Uint8Array): boolean => archiveKindOf(bytes) !== undefined;

/**
 * The files in an archive and in the archives in it: zip (jar, wheel, Office …), tar, gzip. Nothing is written to disk. What cannot
 * be read is a fault, of one file or of the archive, and never left out.
 */
export async function* readArchive(
  archive: Omit<ArchiveFile, 'kind'>,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): AsyncGenerator<ArchiveEntry> {
  yield* readInside(archive, 1, new ArchiveAllowance(limits));
}

async function* readInside(
  { path, bytes }: Omit<ArchiveFile, 'kind'>,
  depth: number,
  allowance: ArchiveAllowance,
): AsyncGenerator<ArchiveEntry> {
  const kind = archiveKindOf(bytes);
  if (kind === undefined) yield { kind: 'file', path, bytes };
  else if (typeof kind !== 'string') yield { kind: 'fault', path, reason: `${kind.unread} is not read` };
  else if (depth > allowance.limits.depth) {
    yield { kind: 'fault', path, reason: `it is more than ${allowance.limits.depth} archives deep` };
  } else {
    for await (const entry of readEntries(kind, { path, bytes }, allowance)) {
      const inside = entry.name === '' ? path : pathInside(path, entry.name);
      if ('reason' in entry) yield { kind: 'fault', path: inside, reason: entry.reason };
      else yield* readInside({ path: inside, bytes: entry.bytes }, depth + 1, allowance);
    }
  }
}

async function* readEntries(
  kind: ArchiveKind,
  { path, bytes }: Omit<ArchiveFile, 'kind'>,
  allowance: ArchiveAllowance,
): AsyncGenerator<NamedEntry> {
  switch (kind) {
    case 'zip':
      return yield* readZip(bytes, allowance);
    case 'tar':
      return yield* await readTar(bytes, allowance);
    case 'gzip':
      yield* await readGzip(path, bytes, allowance);
  }
}

/** What is packed in gzip alone is called as it is without: `notes.txt` in `notes.txt.gz`. A tar archive in it is one with it. */
async function readGzip(path: string, bytes: Uint8Array, allowance: ArchiveAllowance): Promise<readonly NamedEntry[]> {
  const unpacked = unpack('gzip', bytes, allowance);
  if ('reason' in unpacked) return [{ name: '', ...unpacked }];
  if (archiveKindOf(unpacked.bytes) === 'tar') return readTar(unpacked.bytes, allowance);
  return [{ name: path.slice(path.lastIndexOf('/') + 1).replace(/\.gz$/i, ''), ...unpacked }];
}
