import { SluiceError } from '../../core/errors.ts';
import { BatchReader, parseObjectHeader, type BatchObject, type ObjectType } from './batch-reader.ts';
import type { GitPlace } from './git-environment.ts';
import { gitLines, gitOutput, idLines } from './git-process.ts';

/** What is kept of one blob. */
export type Blob = BatchObject;

export interface BlobLimits {
  /** Bytes of one blob. */
  readonly each: number;
  /** Bytes of all of them: they are held in memory together. */
  readonly all: number;
}

/**
 * Reads blobs by id, each once, with one process however many there are.
 * @throws SluiceError GIT_FAILED when Git fails, or when all of them together are too large
 */
export async function readBlobs(
  place: GitPlace,
  wanted: Iterable<string>,
  limits: BlobLimits,
  type: ObjectType = 'blob',
): Promise<ReadonlyMap<string, Blob>> {
  const blobs = new Map<string, Blob>();
  const ids = [...new Set(wanted)];
  if (ids.length === 0) return blobs;
  let total = 0;
  for await (const blob of streamObjects(place, ids, limits.each, type)) {
    blobs.set(blob.id, blob);
    if (blob.kind === 'bytes') total += blob.bytes.length;
    if (total > limits.all) throw tooMuch(limits.all);
  }
  return blobs;
}

/**
 * Reads objects in the order of their ids, as fast as they are taken. Those larger than `each` are told of and not read, in
 * whatever order.
 * @throws SluiceError GIT_FAILED
 */
async function* streamObjects(
  place: GitPlace,
  ids: readonly string[],
  each: number,
  type: ObjectType = 'blob',
): AsyncGenerator<BatchObject, void, undefined> {
  let done = 0;
  for await (const object of readInOrder(place, ids, each, type)) {
    yield object;
    done += 1;
  }
  const rest = ids.slice(done);
  if (rest.length === 0) return;
  // Where one is too large there may be many, and each costs a process: from now on sizes are asked for before any content.
  const sizes = await readSizes(place, rest, type);
  const isSmall = (id: string): boolean => (sizes.get(id) ?? 0) <= each;
  for (const id of rest) if (!isSmall(id)) yield { kind: 'too-large', id, size: sizes.get(id) ?? 0 };
  yield* readInOrder(place, rest.filter(isSmall), each, type);
}

/** Ends before the first object that is too large: Git would go on to print its gigabytes. */
async function* readInOrder(
  place: GitPlace,
  ids: readonly string[],
  each: number,
  type: ObjectType,
): AsyncGenerator<BatchObject, void, undefined> {
  if (ids.length === 0) return;
  let next = 0;
  let done = 0;
  const reader = new BatchReader(() => ids[next++] ?? '', each, type);
  for await (const chunk of gitOutput(place, ['cat-file', '--batch', '--buffer'], { input: idLines(ids) })) {
    for (const object of reader.take(chunk)) {
      if (object.kind === 'too-large') return;
      done += 1;
      yield object;
    }
  }
  if (done < ids.length) {
    throw new SluiceError(
      'GIT_FAILED',
      'git cat-file stopped before its last object; run "git fsck" in the repository',
    );
  }
}

/**
 * The size of each object in bytes, without its content; ids that are not in this copy of the repository have none.
 * @throws SluiceError GIT_FAILED
 */
export async function readSizes(
  place: GitPlace,
  ids: readonly string[],
  type: ObjectType = 'blob',
): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  let next = 0;
  for await (const line of gitLines(place, ['cat-file', '--batch-check', '--buffer'], { input: idLines(ids) })) {
    const id = ids[next++] ?? '';
    const size = parseObjectHeader(line, id, type);
    if (size !== 'missing') sizes.set(id, size);
  }
  return sizes;
}

const MEBIBYTE = 1024 * 1024;

const tooMuch = (limit: number): SluiceError =>
  new SluiceError(
    'GIT_FAILED',
    `the files are larger than ${limit / MEBIBYTE} MiB together; leave some out with --ignore, or take fewer at a time`,
  );
