import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { GitPlace } from './git-environment.ts';

/** Some ten thousand files: up to there Git answers in a few milliseconds. */
const SMALL_BYTES = 1024 * 1024;

/**
 * The index of a plain repository (see isPlainRepository) as it lies there, if it is small and each path stands in it as it is
 * (gitformat-index(5)); undefined where anything is unusual, and then Git is asked.
 */
export function readPlainIndex({ cwd, env }: GitPlace): Buffer | undefined {
  const file = path.resolve(cwd, env['GIT_INDEX_FILE'] ?? path.join('.git', 'index'));
  try {
    if (statSync(file).size > SMALL_BYTES) return undefined;
    const bytes = readFileSync(file);
    return bytes.toString('latin1', 0, 4) === 'DIRC' && isPlain(bytes) ? bytes : undefined;
  } catch {
    // Before anything was ever staged there is none.
    return undefined;
  }
}

/** In version 4 a path is written as what differs from the last one. */
const PLAIN_VERSIONS: ReadonlySet<number> = new Set([2, 3]);

/** Extensions by which entries are elsewhere, or stand for whole folders. A path that ends so costs a question and nothing else. */
const ELSEWHERE = ['link\0', 'sdir\0'] as const;

const isPlain = (bytes: Buffer): boolean =>
  bytes.length > 8 && PLAIN_VERSIONS.has(bytes.readUInt32BE(4)) && !ELSEWHERE.some((mark) => bytes.includes(mark));
