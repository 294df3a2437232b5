/** What archives may cost that are searched. Whatever is above is a fault, and the rest goes on. */
export interface ArchiveLimits {
  /** Archives in archives. 1: no archive in another. */
  readonly depth: number;
  /** Files in one archive and all that are in it. */
  readonly files: number;
  /** Bytes of one file, unpacked, */
  readonly fileBytes: number;
  /** and of all. */
  readonly allBytes: number;
  /** Bytes for each packed one; small files may have more. */
  readonly ratio: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  depth: 3,
  files: 10_000,
  fileBytes: 64 * 1024 * 1024,
  allBytes: 256 * 1024 * 1024,
  ratio: 200,
};

/** However well it was packed, so much does no harm. */
const SMALL_BYTES = 1024 * 1024;

/** What is left of the limits while an archive and all that are in it are read. */
export class ArchiveAllowance {
  readonly limits: ArchiveLimits;
  #files: number;
  #bytes: number;

  constructor(limits: ArchiveLimits) {
    this.limits = limits;
    this.#files = limits.files;
    this.#bytes = limits.allBytes;
  }

  /** Counts one more file. Why that is not possible, or undefined. */
  takeFile(): string | undefined {
    this.#files--;
    return this.#files < 0 ? `the archive holds more than ${this.limits.files} files` : undefined;
  }

  /** The most bytes that so many packed ones may become. */
  mostBytes(packed: number): number {
    return Math.min(this.limits.fileBytes, Math.max(SMALL_BYTES, packed * this.limits.ratio), Math.max(this.#bytes, 0));
  }

  takeBytes(count: number): void {
    this.#bytes -= count;
  }

  /** Why so many packed bytes are not unpacked that would become more than they may. */
  reasonAgainst(packed: number): string {
    if (this.#bytes < this.limits.fileBytes && this.mostBytes(packed) === Math.max(this.#bytes, 0))
      return `the archive holds more than ${this.limits.allBytes} bytes, unpacked`;
    if (this.mostBytes(packed) === this.limits.fileBytes)
      return `it has more than ${this.limits.fileBytes} bytes, unpacked`;
    return `it is packed more than ${this.limits.ratio} times smaller than it is`;
  }
}
