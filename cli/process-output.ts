import { fstatSync, statSync, writeSync } from 'node:fs';
import type { Writable } from 'node:stream';
import type { OutputStream } from '../src/node/output/shell-io.ts';

export interface ProcessOutputOptions {
  readonly descriptor: number;
  /** Node's own stream for it; reading `process.stdout` opens it. */
  readonly open: () => Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** Told when a write failed. What is written after that is lost. */
  readonly onError: (error: NodeJS.ErrnoException) => void;
}

export interface ProcessOutput extends OutputStream {
  /** Everything has been written; a stream may still be at it. */
  readonly isWritten: () => boolean;
}

/**
 * Standard output or standard error. Node's streams take 2 ms to open, and on most systems they write to a file or a pipe as
 * the system call does: so they are left to terminals, to Windows, and to a pipe that takes no more until it is read.
 */
export function processOutput({ descriptor, open, onError }: ProcessOutputOptions): ProcessOutput {
  let stream = isPlain(descriptor) ? undefined : open().on('error', onError);
  let hasFailed = false;
  return {
    write: (text) => {
      if (hasFailed) return;
      try {
        const left = stream === undefined ? writeNow(descriptor, Buffer.from(text)) : text;
        if (left.length > 0) (stream ??= open().on('error', onError)).write(left);
      } catch (error) {
        if (!isSystemError(error)) throw error;
        hasFailed = true;
        onError(error);
      }
    },
    isWritten: () => stream === undefined,
    isTerminal: stream?.isTTY ?? false,
    get columns() {
      return stream?.columns !== undefined && stream.columns > 0 ? stream.columns : 80;
    },
  };
}

function isPlain(descriptor: number): boolean {
  if (process.platform === 'win32') return false;
  const stats = fstatSync(descriptor);
  const isNull = stats.isCharacterDevice() && stats.rdev === statSync('/dev/null').rdev;
  return stats.isFile() || stats.isFIFO() || stats.isSocket() || isNull;
}

/** Writes what the receiver takes, and gives back the rest. */
function writeNow(descriptor: number, bytes: Uint8Array): Uint8Array {
  let done = 0;
  try {
    while (done < bytes.length) done += writeSync(descriptor, bytes, done);
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'EAGAIN') throw error;
  }
  return bytes.subarray(done);
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error;
