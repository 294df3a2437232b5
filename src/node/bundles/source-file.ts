import { SluiceError } from '../../core/errors.ts';
import { compareText } from '../../core/compare-text.ts';
import { visible } from '../../core/report/safe-text.ts';
import { sha256, sha256Of } from '../digest.ts';

/** One file of a source from elsewhere. */
export interface SourceFile {
  /** Relative to the source, with `/`; checked by `safePath`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What a registry calls it; absent for files of archives and repositories. */
  readonly mediaType?: string;
  /** Said by the source about this file alone. */
  readonly regoVersion?: 'v0';
}

/** Bounds on what one source may cost. Each is a fault when it is exceeded, never a truncation. */
export interface SourceLimits {
  /** Bytes of an archive before it is unpacked. */
  readonly archiveBytes: number;
  /** Bytes of one file. */
  readonly fileBytes: number;
  /** Bytes of all files together. */
  readonly allBytes: number;
  readonly files: number;
  /** Characters. */
  readonly pathLength: number;
}

const MEBIBYTE = 1024 * 1024;

export const SOURCE_LIMITS: SourceLimits = {
  archiveBytes: 64 * MEBIBYTE,
  fileBytes: 32 * MEBIBYTE,
  allBytes: 256 * MEBIBYTE,
  files: 10_000,
  pathLength: 512,
};

/**
 * A path from elsewhere as one that stays below the folder it is written to, on every platform. `./a` and, for tar, `/a` are
 * `a`: that is how bundles are packed.
 * @param source for messages
 * @throws SluiceError BUNDLE_INVALID
 */
export function safePath(given: string, source: string): string {
  const parts = given
    .replace(/^\/+/, '')
    .split('/')
    .filter((part) => part !== '.' && part !== '');
  const complain = (problem: string): SluiceError =>
    new SluiceError('BUNDLE_INVALID', `${source}: "${visible(given.slice(0, 200))}" ${problem}`);
  if (parts.length === 0) throw complain('is no name of a file');
  if (parts.includes('..')) throw complain('leads out of the bundle');
  if (given.length > SOURCE_LIMITS.pathLength) throw complain(`is longer than ${SOURCE_LIMITS.pathLength} characters`);
  // A backslash or a colon parts folders, drives and streams on Windows.
  if (/[\0-\x1f\x7f\\:]/.test(given)) throw complain('has characters that no file of a bundle needs');
  return parts.join('/');
}

/** Collects files within the limits; the same path twice would let one hide the other. */
export class SourceFiles {
  readonly #source: string;
  readonly #files = new Map<string, SourceFile>();
  #bytes = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** @throws SluiceError BUNDLE_INVALID before more is kept than the limits allow */
  announce(path: string, size: number): void {
    if (size > SOURCE_LIMITS.fileBytes)
      throw this.#tooMuch(`${visible(path)} has ${size} bytes`, SOURCE_LIMITS.fileBytes);
    this.#bytes += size;
    if (this.#bytes > SOURCE_LIMITS.allBytes) throw this.#tooMuch('its files are too large', SOURCE_LIMITS.allBytes);
    if (this.#files.size >= SOURCE_LIMITS.files) throw this.#tooMuch('it has too many files', SOURCE_LIMITS.files);
    if (this.#files.has(path))
      throw new SluiceError('BUNDLE_INVALID', `${this.#source}: ${visible(path)} is in it twice`);
  }

  add(file: SourceFile): void {
    this.#files.set(file.path, file);
  }

  /** In the order of their paths. */
  all(): readonly SourceFile[] {
    return [...this.#files.values()].toSorted((a, b) => compareText(a.path, b.path));
  }

  #tooMuch(problem: string, limit: number): SluiceError {
    return new SluiceError('BUNDLE_INVALID', `${this.#source}: ${problem}; the limit is ${limit}`);
  }
}

/** One digest over all that a source says, whatever it was packed in: `sha256:…`. */
export function contentDigest(files: readonly SourceFile[]): string {
  const lines = files
    .toSorted((a, b) => compareText(a.path, b.path))
    .flatMap(({ path, bytes, mediaType, regoVersion }) => [path, sha256(bytes), mediaType ?? '', regoVersion ?? '']);
  return `sha256:${sha256Of(lines)}`;
}
