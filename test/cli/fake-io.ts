import type { OutputStream, ShellIo } from '../../src/node/output/shell-io.ts';

export interface FakeStream extends OutputStream {
  readonly text: () => string;
}

export interface FakeIo extends ShellIo {
  readonly stdout: FakeStream;
  readonly stderr: FakeStream;
}

export interface FakeIoOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly isTerminal?: boolean;
  readonly columns?: number;
  readonly now?: () => Date;
  readonly cacheDir?: string;
}

/** A process that only a test sees: what is written is kept, and the day is always the same. */
export function fakeIo(options: FakeIoOptions): FakeIo {
  return {
    stdout: fakeStream(options),
    stderr: fakeStream(options),
    readStdin: async () => Buffer.from(options.stdin ?? ''),
    cwd: options.cwd,
    env: options.env ?? {},
    now: options.now ?? (() => new Date('2026-03-01T12:00:00Z')),
    cacheDir: options.cacheDir ?? `${options.cwd}/.cache`,
    cores: 1,
  };
}

export function fakeStream({ isTerminal = false, columns = 80 }: Partial<FakeIoOptions> = {}): FakeStream {
  const written: string[] = [];
  return { write: (text) => void written.push(text), text: () => written.join(''), isTerminal, columns };
}
