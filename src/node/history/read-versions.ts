import { MAX_FILE_BYTES } from '../documents/parse-file.ts';
import { LEFT_OUT } from '../files/left-out.ts';
import { changeOf } from '../sources/change-of.ts';
import type { GitPlace } from '../sources/git-environment.ts';
import { isBinaryBlob } from '../sources/is-binary-blob.ts';
import { readBlobs, readSizes, type Blob } from '../sources/read-blobs.ts';
import { explainUnread } from '../sources/read-manifests.ts';
import { COMMIT_MESSAGE, type FileVersion } from './file-version.ts';
import type { ReadVersion } from './version-searcher.ts';

/** A version, with its content or with why there is none. */
export type VersionContent = { readonly version: FileVersion } & (
  | { readonly kind: 'read'; readonly read: ReadVersion }
  /** It is no text, and need not be read. */
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'unread'; readonly code: 'INPUT_TOO_LARGE' | 'GIT_FAILED'; readonly message: string }
);

const MEBIBYTE = 1024 * 1024;

/** Bytes that are held at a time; a single version may be larger. */
const BATCH_BYTES = 24 * MEBIBYTE;
const BATCH_VERSIONS = 4096;

/** Reads versions in their order, some at a time, while those before are still searched. */
export async function* readVersions(
  place: GitPlace,
  versions: readonly FileVersion[],
): AsyncGenerator<readonly VersionContent[], void, undefined> {
  const messages = versions.filter(isMessage);
  for (let from = 0; from < messages.length; from += BATCH_VERSIONS)
    yield await readMessages(place, messages.slice(from, from + BATCH_VERSIONS));
  const files = versions.filter((version) => !isMessage(version));
  let ahead: Promise<readonly VersionContent[]> | undefined;
  for await (const batch of batchesOf(place, files)) {
    const reading = readFiles(place, batch);
    // What goes wrong is met when its turn comes.
    reading.catch(() => undefined);
    if (ahead !== undefined) yield await ahead;
    ahead = reading;
  }
  if (ahead !== undefined) yield await ahead;
}

const isMessage = ({ path, id, commit }: FileVersion): boolean => path === COMMIT_MESSAGE && id === commit;

async function* batchesOf(
  place: GitPlace,
  files: readonly FileVersion[],
): AsyncGenerator<readonly FileVersion[], void, undefined> {
  for (let from = 0; from < files.length; from += BATCH_VERSIONS) {
    const some = files.slice(from, from + BATCH_VERSIONS);
    const ids = [...new Set(some.flatMap(({ id, befores = [] }) => [id, ...befores]))];
    yield* splitBySize(some, await readSizes(place, ids));
  }
}

function* splitBySize(
  files: readonly FileVersion[],
  sizes: ReadonlyMap<string, number>,
): Generator<readonly FileVersion[], void, undefined> {
  let batch: FileVersion[] = [];
  let bytes = 0;
  for (const file of files) {
    const size = [file.id, ...(file.befores ?? [])].reduce((sum, id) => sum + heldBytes(sizes.get(id)), 0);
    if (batch.length > 0 && bytes + size > BATCH_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(file);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** What is too large is not read. */
const heldBytes = (size = 0): number => (size > MAX_FILE_BYTES ? 0 : size);

async function readFiles(place: GitPlace, batch: readonly FileVersion[]): Promise<readonly VersionContent[]> {
  const ids = batch.flatMap(({ id, befores = [] }) => [id, ...befores]);
  const contents = await readBlobs(place, ids, { each: MAX_FILE_BYTES, all: Number.POSITIVE_INFINITY });
  // One blob may stand under two paths, and each is handed over by itself.
  const used = new Set<string>();
  const binary = await binaryAmong(place, contents);
  return batch.map((version) => {
    const { path, id, commit, befores } = version;
    const blob: Blob = contents.get(id) ?? { kind: 'missing', id };
    if (binary.has(id)) return { version, kind: 'skipped', reason: LEFT_OUT.binaryTooLarge };
    if (blob.kind !== 'bytes') return { version, kind: 'unread', ...explainUnread(path, blob) };
    const change = befores === undefined ? {} : changeOf(id, blob.bytes, befores, contents);
    const bytes = used.has(id) ? blob.bytes.slice() : blob.bytes;
    used.add(id);
    return { version, kind: 'read', read: { path, bytes, change: { ...change, commit } } };
  });
}

/** Ids of those that are too large and no text. */
async function binaryAmong(place: GitPlace, contents: ReadonlyMap<string, Blob>): Promise<ReadonlySet<string>> {
  const binary = new Set<string>();
  for (const [id, { kind }] of contents) if (kind === 'too-large' && (await isBinaryBlob(place, id))) binary.add(id);
  return binary;
}

async function readMessages(place: GitPlace, batch: readonly FileVersion[]): Promise<readonly VersionContent[]> {
  const ids = batch.map(({ id }) => id);
  const commits = await readBlobs(place, ids, { each: MAX_FILE_BYTES, all: Number.POSITIVE_INFINITY }, 'commit');
  return batch.map((version) => {
    const commit: Blob = commits.get(version.id) ?? { kind: 'missing', id: version.id };
    if (commit.kind !== 'bytes') return { version, kind: 'unread', ...explainUnread(COMMIT_MESSAGE, commit) };
    const bytes = messageOf(commit.bytes);
    return { version, kind: 'read', read: { path: COMMIT_MESSAGE, bytes, change: { commit: version.commit } } };
  });
}

/** Headers end with an empty line. */
function messageOf(commit: Uint8Array): Uint8Array {
  const end = Buffer.from(commit.buffer, commit.byteOffset, commit.byteLength).indexOf('\n\n');
  return end < 0 ? new Uint8Array() : commit.slice(end + 2);
}
