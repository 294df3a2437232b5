import { SluiceError } from '../../core/errors.ts';
import { BatchReader, parseObjectHeader, type BatchObject, type ObjectType } from './batch-reader.ts';
import type { GitPlace } from './git-environment.ts';
import { readLooseObject } from './plain/loose-objects.ts';
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
 * @param open gives the objects of ids; it may have been started before
 * @throws SluiceError GIT_FAILED when Git fails, or when all of them together are too large
 */
export async function readBlobs(
  place: GitPlace,
  wanted: Iterable<string>,
  limits: BlobLimits,
  type: ObjectType = 'blob',
  open: OpenObjects = openObjects(place),
): Promise<ReadonlyMap<string, Blob>> {
  const blobs = new Map<string, Blob>();
  const ids = [...new Set(wanted)];
  if (ids.length === 0) return blobs;
  let total = 0;
  for await (const blob of streamObjects(place, ids, limits.each, type, open)) {
    blobs.set(blob.id, blob);
    if (blob.kind === 'bytes') total += blob.bytes.length;
    if (total > limits.all) throw tooMuch(limits.all);
  }
  return blobs;
}

/** Gives the objects of ids, asked once: their contents, where all are at hand, or else what `cat-file --batch` prints of them. */
type OpenObjects = (ids: readonly string[]) => readonly Uint8Array[] | AsyncIterable<Buffer>;

const BATCH: readonly string[] = ['cat-file', '--batch', '--buffer'];

const openObjects =
  (place: GitPlace, isShort = false) =>
  (ids: readonly string[]): AsyncIterable<Buffer> =>
    gitOutput(place, BATCH, { input: idLines(ids), isShort });

/**
 * Of a repository that is not large: objects are asked for when they are known, and waited for (see GitOptions.isShort).
 * @param folder the repository's own, where all that is in it may be read without Git
 */
export const waitForObjects = (place: GitPlace, folder?: string): StartedObjects => ({
  open: (ids) => looseObjects(folder, ids) ?? openObjects(place, true)(ids),
  close: () => undefined,
});

/** Blobs that lie by themselves in files; undefined when one of them does not. */
function looseObjects(folder: string | undefined, ids: readonly string[]): readonly Uint8Array[] | undefined {
  if (folder === undefined) return undefined;
  const contents: Uint8Array[] = [];
  for (const id of ids) {
    const content = readLooseObject(folder, id, 'blob');
    if (content === undefined) return undefined;
    // Memory of its own, as from Git: a view takes a whole buffer along to a worker.
    contents.push(new Uint8Array(content));
  }
  return contents;
}

/** A process that waits for ids. It ends when it was asked, or is told that it will not be. */
export interface StartedObjects {
  readonly open: OpenObjects;
  readonly close: () => void;
}

/** Starts the process that will read objects, before it is known which: it is ready when they are. */
export function startObjects(place: GitPlace): StartedObjects {
  let ask: (ids: readonly string[]) => void = () => undefined;
  const asked = new Promise<readonly string[]>((resolve) => (ask = resolve));
  const output = gitOutput(place, BATCH, { input: linesOf(asked) });
  const first = output.next();
  // Whoever asks is told; if nobody does, it does not matter.
  first.catch(() => undefined);
  return {
    open: (ids) => {
      ask(ids);
      return resumed(first, output);
    },
    close: () => ask([]),
  };
}

async function* linesOf(asked: Promise<readonly string[]>): AsyncGenerator<string, void, undefined> {
  yield* idLines(await asked);
}

/** An output of which the first piece was waited for before. */
async function* resumed(
  first: Promise<IteratorResult<Buffer, void>>,
  output: AsyncGenerator<Buffer, void, undefined>,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    const { value } = await first;
    if (value === undefined) return;
    yield value;
    yield* output;
  } finally {
    await output.return();
  }
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
  type: ObjectType,
  open: OpenObjects,
): AsyncGenerator<BatchObject, void, undefined> {
  let done = 0;
  for await (const object of readInOrder(open, ids, each, type)) {
    yield object;
    done += 1;
  }
  const rest = ids.slice(done);
  if (rest.length === 0) return;
  // Where one is too large there may be many, and each costs a process: from now on sizes are asked for before any content.
  const sizes = await readSizes(place, rest, type);
  const isSmall = (id: string): boolean => (sizes.get(id) ?? 0) <= each;
  for (const id of rest) if (!isSmall(id)) yield { kind: 'too-large', id, size: sizes.get(id) ?? 0 };
  yield* readInOrder(openObjects(place), rest.filter(isSmall), each, type);
}

/** Ends before the first object that is too large: Git would go on to print its gigabytes. */
async function* readInOrder(
  open: OpenObjects,
  ids: readonly string[],
  each: number,
  type: ObjectType,
): AsyncGenerator<BatchObject, void, undefined> {
  if (ids.length === 0) return;
  const objects = open(ids);
  if ('length' in objects) return yield* untilTooLarge(ids, objects, each);
  let next = 0;
  let done = 0;
  const reader = new BatchReader(() => ids[next++] ?? '', each, type);
  for await (const chunk of objects) {
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

function* untilTooLarge(
  ids: readonly string[],
  contents: readonly Uint8Array[],
  each: number,
): Generator<BatchObject, void, undefined> {
  for (const [index, bytes] of contents.entries()) {
    if (bytes.length > each) return;
    yield { kind: 'bytes', id: ids[index] ?? '', bytes };
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
