import { SluiceError } from '../../core/errors.ts';
import type { GitPlace } from './git-environment.ts';
import { gitOutput, gitText } from './git-process.ts';

/** What is kept of one blob. */
export type Blob =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large'; readonly size: number }
  /** The object is not in this copy of the repository: a partial clone, or a damaged one. */
  | { readonly kind: 'missing' };

export interface BlobLimits {
  /** Bytes of one blob. */
  readonly each: number;
  /** Bytes of all of them: they are held in memory together. */
  readonly all: number;
}

/** As many ids as one answer of sizes may speak of, so that the answer stays a short text. */
const SIZES_AT_ONCE = 8192;

/**
 * Reads blobs by id, each once, with one process however many there are. Sizes are asked before any content is: Git would
 * hold a blob of gigabytes in memory before its first byte came out.
 * @throws SluiceError GIT_FAILED when Git fails, or when all of them together are too large
 */
export async function readBlobs(
  place: GitPlace,
  wanted: Iterable<string>,
  limits: BlobLimits,
): Promise<ReadonlyMap<string, Blob>> {
  const blobs = new Map<string, Blob>();
  const ids = [...new Set(wanted)];
  for (let from = 0; from < ids.length; from += SIZES_AT_ONCE) {
    await readSizes(place, ids.slice(from, from + SIZES_AT_ONCE), limits, blobs);
  }
  const chosen = ids.filter((id) => !blobs.has(id));
  if (chosen.length > 0) await readContents(place, chosen, limits, blobs);
  return blobs;
}

/** Decides about every blob that is not to be read. */
async function readSizes(
  place: GitPlace,
  ids: readonly string[],
  { each }: BlobLimits,
  blobs: Map<string, Blob>,
): Promise<void> {
  const answer = await gitText(place, ['cat-file', '--batch-check', '--buffer'], { input: [lines(ids)] });
  const headers = answer.split('\n');
  for (const [index, id] of ids.entries()) {
    const header = parseHeader(headers[index] ?? '', id);
    if (header === 'missing') blobs.set(id, { kind: 'missing' });
    else if (header > each) blobs.set(id, { kind: 'too-large', size: header });
  }
}

async function readContents(
  place: GitPlace,
  ids: readonly string[],
  { all }: BlobLimits,
  blobs: Map<string, Blob>,
): Promise<void> {
  const reader = new BatchReader(ids, all, (id, bytes) => blobs.set(id, { kind: 'bytes', bytes }));
  for await (const chunk of gitOutput(place, ['cat-file', '--batch', '--buffer'], { input: [lines(ids)] }))
    reader.take(chunk);
  reader.end();
}

const lines = (ids: readonly string[]): string => `${ids.join('\n')}\n`;

/** `<id> blob <size>`, or `<id> missing`. */
function parseHeader(line: string, id: string): number | 'missing' {
  if (line === `${id} missing`) return 'missing';
  const [answered, type, size] = line.split(' ');
  if (answered === id && type === 'blob' && size !== undefined && /^\d+$/.test(size)) return Number(size);
  throw new SluiceError(
    'GIT_FAILED',
    `Git answered "${line.slice(0, 120)}" for object ${id}; run "git fsck" in the repository`,
  );
}

const LINE_FEED = 10;

/** Takes `cat-file --batch` output in pieces of any size: a header line, so many bytes, a line feed, and again. */
class BatchReader {
  #next = 0;
  #header = '';
  #content: { readonly bytes: Uint8Array; filled: number } | undefined;
  #total = 0;
  readonly #ids: readonly string[];
  readonly #limit: number;
  readonly #emit: (id: string, bytes: Uint8Array) => void;

  constructor(ids: readonly string[], limit: number, emit: (id: string, bytes: Uint8Array) => void) {
    this.#ids = ids;
    this.#limit = limit;
    this.#emit = emit;
  }

  take(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length)
      at = this.#content === undefined ? this.#takeHeader(chunk, at) : this.#takeContent(chunk, at);
  }

  end(): void {
    if (this.#next < this.#ids.length)
      throw new SluiceError(
        'GIT_FAILED',
        'git cat-file stopped before its last object; run "git fsck" in the repository',
      );
  }

  #takeHeader(chunk: Buffer, from: number): number {
    const end = chunk.indexOf(LINE_FEED, from);
    this.#header += chunk.toString('latin1', from, end < 0 ? chunk.length : end);
    if (end < 0) return chunk.length;
    this.#begin(this.#header);
    this.#header = '';
    return end + 1;
  }

  #begin(header: string): void {
    const id = this.#ids[this.#next] ?? '';
    const size = parseHeader(header, id);
    // It was there a moment ago, when its size was asked for.
    if (size === 'missing')
      throw new SluiceError('GIT_FAILED', `object ${id} went away while the repository was read; run sluice again`);
    this.#total += size;
    if (this.#total > this.#limit) throw tooMuch(this.#limit);
    // Each blob has memory of its own: a view into a larger buffer would take that whole buffer along to a worker.
    this.#content = { bytes: new Uint8Array(size), filled: 0 };
  }

  #takeContent(chunk: Buffer, from: number): number {
    const content = this.#content;
    if (content === undefined) return from;
    const part = chunk.subarray(from, from + content.bytes.length - content.filled);
    content.bytes.set(part, content.filled);
    content.filled += part.length;
    const at = from + part.length;
    // The line feed after the content may come with the next chunk.
    if (content.filled < content.bytes.length || at === chunk.length) return at;
    this.#emit(this.#ids[this.#next] ?? '', content.bytes);
    this.#next += 1;
    this.#content = undefined;
    return at + 1;
  }
}

const MEBIBYTE = 1024 * 1024;

const tooMuch = (limit: number): SluiceError =>
  new SluiceError(
    'GIT_FAILED',
    `the manifests are larger than ${limit / MEBIBYTE} MiB together; check parts of the repository one by one, with --path`,
  );
