/** What the index knows of a folder: that it is the same as a tree, with all that is in it. */
export interface CachedTree {
  /** How many files are below it; -1 when something was staged there. */
  readonly count: number;
  readonly id: string;
  readonly folders: ReadonlyMap<string, CachedTree>;
}

export interface PlainIndex {
  readonly files: IndexCursor;
  readonly trees?: CachedTree;
}

const HEADER = 12;
const FIXED = 62;
const ID_BYTES = 20;

/**
 * The index of a repository with ids of SHA-1, in version 2 or 3 (gitformat-index(5)); undefined where an entry has more than a path,
 * a mode and an id: a conflict, one that is only meant to be added, or not checked out. Then Git must be asked.
 * @throws when it is cut off
 */
export function parseIndex(bytes: Buffer): PlainIndex | undefined {
  const count = bytes.readUInt32BE(8);
  let at = HEADER;
  for (let i = 0; i < count; i++) {
    if ((bytes.readUInt16BE(at + FIXED - 2) & UNUSUAL) !== 0) return undefined;
    at = nextEntry(bytes, at);
  }
  const trees = readExtensions(bytes, at);
  if (trees === 'unknown') return undefined;
  return { files: new IndexCursor(bytes, count), ...(trees && { trees }) };
}

/** Flags: extended ones follow, and the stage of a conflict. */
const UNUSUAL = 0x7000;
const LENGTH = 0xfff;

function lengthOfPath(bytes: Buffer, at: number): number {
  const length = bytes.readUInt16BE(at + FIXED - 2) & LENGTH;
  return length < LENGTH ? length : bytes.indexOf(0, at + FIXED) - at - FIXED;
}

/** An entry ends with one to eight NULs, so that the next begins at a multiple of eight. */
const nextEntry = (bytes: Buffer, at: number): number => at + ((FIXED + lengthOfPath(bytes, at) + 8) & ~7);

/** `unknown` when there is one without which the entries are not to be understood: its name begins in lower case. */
function readExtensions(bytes: Buffer, from: number): CachedTree | 'unknown' | undefined {
  let trees: CachedTree | undefined;
  for (let at = from; at < bytes.length - ID_BYTES;) {
    const name = bytes.toString('latin1', at, at + 4);
    const end = at + 8 + bytes.readUInt32BE(at + 4);
    if (!/^[A-Z]/.test(name) || end > bytes.length - ID_BYTES) return 'unknown';
    if (name === 'TREE' && end > at + 8) trees = new CachedTreeReader(bytes.subarray(at + 8, end)).read().tree;
    at = end;
  }
  return trees;
}

/** Goes from file to file, in the order of their paths. */
export class IndexCursor {
  readonly #bytes: Buffer;
  #left: number;
  #at = HEADER;

  /** @param count of the files */
  constructor(bytes: Buffer, count: number) {
    this.#bytes = bytes;
    this.#left = count;
  }

  get isAtEnd(): boolean {
    return this.#left === 0;
  }

  /** One character for each byte. */
  get path(): string {
    const from = this.#at + FIXED;
    return this.#bytes.toString('latin1', from, from + lengthOfPath(this.#bytes, this.#at));
  }

  get id(): string {
    return this.#bytes.toString('hex', this.#at + 40, this.#at + 40 + ID_BYTES);
  }

  /** As Git prints it: six digits. */
  get mode(): string {
    return this.#bytes
      .readUInt32BE(this.#at + 24)
      .toString(8)
      .padStart(6, '0');
  }

  /** @throws when there are not so many left */
  skip(count: number): void {
    if (count > this.#left) throw new Error('the index has fewer files than it says of a folder');
    this.#left -= count;
    for (let i = 0; i < count; i++) this.#at = nextEntry(this.#bytes, this.#at);
  }
}

const LINE_FEED = 10;

/** Name, NUL, files and folders in decimal, line feed, the id of the tree if it is known, and then its folders alike. */
class CachedTreeReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  read(): { readonly name: string; readonly tree: CachedTree } {
    const name = this.#upTo(0);
    const [count = NaN, size = NaN] = this.#upTo(LINE_FEED).split(' ').map(Number);
    if (!(count >= -1 && size >= 0)) throw new Error('the index has a folder without numbers');
    const id = count < 0 ? '' : this.#bytes.toString('hex', this.#at, (this.#at += ID_BYTES));
    const folders = new Map<string, CachedTree>();
    for (let i = 0; i < size; i++) {
      const { name: folder, tree } = this.read();
      folders.set(folder, tree);
    }
    return { name, tree: { count, id, folders } };
  }

  #upTo(byte: number): string {
    const end = this.#bytes.indexOf(byte, this.#at);
    if (end < 0) throw new Error('the index has a folder without an end');
    const text = this.#bytes.toString('latin1', this.#at, end);
    this.#at = end + 1;
    return text;
  }
}
