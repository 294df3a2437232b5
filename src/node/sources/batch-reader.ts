import { SluiceError } from '../../core/errors.ts';

/** One object as `cat-file --batch` tells of it. */
export type BatchObject =
  | { readonly kind: 'bytes'; readonly id: string; readonly bytes: Uint8Array }
  /** Its content follows in the output: whoever does not want it ends the process. */
  | { readonly kind: 'too-large'; readonly id: string; readonly size: number }
  /** The object is not in this copy of the repository: a partial clone, or a damaged one. */
  | { readonly kind: 'missing'; readonly id: string };

export type ObjectType = 'blob' | 'commit';

/** `<id> <type> <size>`, or `<id> missing`. */
export function parseObjectHeader(line: string, id: string, type: ObjectType = 'blob'): number | 'missing' {
  if (line === `${id} missing`) return 'missing';
  const [answered, found, size] = line.split(' ');
  if (answered === id && found === type && size !== undefined && /^\d+$/.test(size)) return Number(size);
  throw new SluiceError(
    'GIT_FAILED',
    `Git answered "${line.slice(0, 120)}" for object ${id}; run "git fsck" in the repository`,
  );
}

const LINE_FEED = 10;

/** Takes `cat-file --batch` output in pieces of any size: a header line, so many bytes, a line feed, and again. */
export class BatchReader {
  #header = '';
  #current: { readonly id: string; readonly bytes: Uint8Array; filled: number } | undefined;
  readonly #nextId: () => string;
  readonly #maxBytes: number;
  readonly #type: ObjectType;

  /** @param nextId tells the id of the object that comes next: they come in the order in which they were asked for */
  constructor(nextId: () => string, maxBytes: number, type: ObjectType = 'blob') {
    this.#nextId = nextId;
    this.#maxBytes = maxBytes;
    this.#type = type;
  }

  /** Yields what is complete; after a `too-large` nothing more can be taken. */
  *take(chunk: Buffer): Generator<BatchObject, void, undefined> {
    let at = 0;
    while (at < chunk.length) {
      if (this.#current === undefined) {
        const end = chunk.indexOf(LINE_FEED, at);
        this.#header += chunk.toString('latin1', at, end < 0 ? chunk.length : end);
        if (end < 0) return;
        at = end + 1;
        const told = this.#begin();
        if (told !== undefined) yield told;
        if (told?.kind === 'too-large') return;
      } else {
        at = this.#fill(chunk, at, this.#current);
        // The line feed after the content may come with the next chunk.
        if (this.#current.filled < this.#current.bytes.length || at === chunk.length) continue;
        at += 1;
        yield { kind: 'bytes', id: this.#current.id, bytes: this.#current.bytes };
        this.#current = undefined;
      }
    }
  }

  #begin(): BatchObject | undefined {
    const id = this.#nextId();
    const size = parseObjectHeader(this.#header, id, this.#type);
    this.#header = '';
    if (size === 'missing') return { kind: 'missing', id };
    if (size > this.#maxBytes) return { kind: 'too-large', id, size };
    // Each object has memory of its own: a view into a larger buffer would take that whole buffer along to a worker.
    this.#current = { id, bytes: new Uint8Array(size), filled: 0 };
    return undefined;
  }

  #fill(chunk: Buffer, from: number, current: { readonly bytes: Uint8Array; filled: number }): number {
    const part = chunk.subarray(from, from + current.bytes.length - current.filled);
    current.bytes.set(part, current.filled);
    current.filled += part.length;
    return from + part.length;
  }
}
