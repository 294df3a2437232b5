import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { SourceLine } from '../../core/report/format-options.ts';

/** Quoting a line is a courtesy: a file that takes long to read is not worth it. */
const LARGEST_QUOTED_BYTES = 8 * 1024 * 1024;

/**
 * Hands out lines of the files that a run looked at, for quoting. Results come file by file, so only the last file is kept.
 * `stdin` gives what was read from standard input, if anything was.
 */
export function createSourceLines(cwd: string, stdin: () => Uint8Array | undefined): SourceLine {
  let last: { readonly file: string; readonly lines: readonly string[] } | undefined;
  return (file, line) => {
    if (last?.file !== file)
      last = { file, lines: linesOf(file === '-' ? stdin() : readQuotable(path.resolve(cwd, file))) };
    return last.lines[line - 1];
  };
}

function linesOf(bytes: Uint8Array | undefined): readonly string[] {
  return bytes === undefined
    ? []
    : Buffer.from(bytes)
        .toString('utf8')
        .split(/\r\n|\r|\n/);
}

/** The verdict stands without the quote: a file that is gone by now, or too large, is simply not quoted. */
function readQuotable(file: string): Uint8Array | undefined {
  try {
    const info = statSync(file);
    return info.isFile() && info.size <= LARGEST_QUOTED_BYTES ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}
