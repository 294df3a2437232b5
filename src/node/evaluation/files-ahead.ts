import type { ParsedFile } from '../../core/documents/document.ts';
import type { Source } from './source.ts';

/** A file as it was read before anybody could judge it. */
export interface FileAhead {
  readonly bytes: Uint8Array;
  readonly parsed: ParsedFile;
}

/** What is parsed takes several times as much memory as the files. */
const MOST_BYTES = 16 * 1024 ** 2;

/** Files that were read and parsed while it was not known yet what judges them. */
export class FilesAhead {
  readonly #files = new Map<string, FileAhead>();
  #bytes = 0;

  /** Milliseconds since the epoch: none of them was read before. */
  readonly since: number = Date.now();

  get isFull(): boolean {
    return this.#bytes >= MOST_BYTES;
  }

  has({ path }: Source): boolean {
    return this.#files.has(path);
  }

  add({ path }: Source, file: FileAhead): void {
    this.#bytes += file.bytes.length;
    this.#files.set(path, file);
  }

  /** Gives a file away: it is not kept any longer. */
  take({ path }: Source): FileAhead | undefined {
    const file = this.#files.get(path);
    if (file !== undefined) this.#files.delete(path);
    return file;
  }
}
