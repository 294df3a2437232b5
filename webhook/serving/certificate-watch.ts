import { watch, type FSWatcher } from 'node:fs';
import path from 'node:path';
import { messageOf } from '../../src/core/errors.ts';
import { endOf, readTls, type TlsFiles, type TlsMaterial } from './tls.ts';

export interface CertificateWatchOptions {
  readonly files: TlsFiles;
  readonly cwd: string;
  /** What is in use when the watch begins. */
  readonly current: TlsMaterial;
  /** Puts another pair to use. */
  readonly renew: (material: TlsMaterial) => void;
  /** Told what became of files that changed. */
  readonly onRead: (read: CertificateRead) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds between two looks at the files, for where changes are not told. Default: 30 seconds. */
  readonly pollMs?: number;
}

export type CertificateRead =
  | { readonly kind: 'renewed'; readonly until: Date }
  /** The one in use stays. */
  | { readonly kind: 'refused'; readonly reason: string };

const POLL_MS = 30_000;
/** Certificate and key are two files, and rarely written at once. */
const SETTLE_MS = 100;

/**
 * Puts a certificate to use when its files change. A pair that cannot be used changes nothing: connections go on with the one before,
 * and the next change is looked at again.
 */
export class CertificateWatch implements Disposable {
  readonly #options: CertificateWatchOptions;
  readonly #watchers: readonly FSWatcher[];
  readonly #poll: NodeJS.Timeout;
  #settle: NodeJS.Timeout | undefined;
  #current: TlsMaterial;
  /** What was said last, so that a broken pair is not told of at each look. */
  #lastRefusal = '';

  constructor(options: CertificateWatchOptions) {
    this.#options = options;
    this.#current = options.current;
    this.#watchers = foldersOf(options).flatMap((folder) => watchFolder(folder, () => this.#look()));
    this.#poll = setInterval(() => this.#read(), options.pollMs ?? POLL_MS).unref();
  }

  /** Milliseconds since the epoch at which the certificate in use ends. */
  get end(): number {
    return endOf(this.#current);
  }

  [Symbol.dispose](): void {
    for (const watcher of this.#watchers) watcher.close();
    clearInterval(this.#poll);
    clearTimeout(this.#settle);
  }

  #look(): void {
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => this.#read(), SETTLE_MS).unref();
  }

  #read(): void {
    const { files, cwd, onRead, renew } = this.#options;
    try {
      const material = readTls(files, cwd);
      if (isSame(material, this.#current)) return;
      this.#refuseEnded(material);
      renew(material);
      this.#current = material;
      this.#lastRefusal = '';
      onRead({ kind: 'renewed', until: new Date(this.end) });
    } catch (error) {
      const reason = messageOf(error);
      if (reason === this.#lastRefusal) return;
      this.#lastRefusal = reason;
      onRead({ kind: 'refused', reason });
    }
  }

  #refuseEnded(material: TlsMaterial): void {
    const end = endOf(material);
    if (end <= this.#options.now()) throw new Error(`the new certificate ended on ${new Date(end).toISOString()}`);
  }
}

/** Kubernetes swaps a link beside the files, so the folder tells more than the file. */
const foldersOf = ({ files, cwd }: CertificateWatchOptions): readonly string[] => [
  ...new Set([files.certFile, files.keyFile].map((file) => path.dirname(path.resolve(cwd, file)))),
];

/** None where the system has no watches left: then the poll has to do. */
function watchFolder(folder: string, onChange: () => void): readonly FSWatcher[] {
  try {
    const watcher = watch(folder, { persistent: false }, onChange);
    watcher.on('error', () => watcher.close());
    return [watcher];
  } catch {
    return [];
  }
}

const isSame = (a: TlsMaterial, b: TlsMaterial): boolean => a.cert.equals(b.cert) && a.key.equals(b.key);
