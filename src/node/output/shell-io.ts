/** A text stream of the process. */
export interface OutputStream {
  write(text: string): void;
  /** A person looks at it. */
  readonly isTerminal: boolean;
  /** Width in characters; 80 when nobody knows. */
  readonly columns: number;
}

/** Everything that a shell may touch of its process. Commands get this and nothing else, so tests can watch them. */
export interface ShellIo {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Reads standard input to its end. */
  readonly readStdin: () => Promise<Uint8Array>;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Where caches live on this platform, unless somebody says otherwise. */
  readonly cacheDir: string;
  /** Processor cores that this process may use. */
  readonly cores: number;
}

/** The day in UTC, `YYYY-MM-DD`. */
export function today({ now }: Pick<ShellIo, 'now'>): string {
  return now().toISOString().slice(0, 10);
}
