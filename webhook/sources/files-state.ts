import type { BigIntStats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../../src/node/digest.ts';

/** No folder of policies is deeper; a link that leads upwards is. */
const MOST_DEPTH = 32;
const MOST_FILES = 20_000;
const NEVER_ENTERED: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** So many questions wait for an answer together: each by itself wakes threads, which may cost more than the answer. */
const AT_ONCE = 64;

/** A digest of what is there: another one when any file was written, or another one is in its place. Contents are not read. */
export async function filesState(files: readonly string[]): Promise<string> {
  const lines: string[] = [];
  let level = files;
  for (let depth = 0; level.length > 0 && depth < MOST_DEPTH; depth++) {
    // Always the same ones are left out: else there would be a change at each look.
    const seen = level.slice(0, MOST_FILES - lines.length);
    const infos = await eachOf(seen, statOrNone);
    const folders = seen.filter((_, at) => infos[at]?.isDirectory() === true);
    const names = await eachOf(folders, namesIn);
    lines.push(...seen.map((file, at) => lineOf(file, infos[at])));
    level = folders.flatMap((folder, at) => (names[at] ?? []).map((name) => path.join(folder, name)));
  }
  return sha256(Buffer.from(lines.join('\n')));
}

/** The answers in the order of the files. */
async function eachOf<T>(files: readonly string[], ask: (file: string) => Promise<T>): Promise<readonly T[]> {
  const answers: T[] = [];
  for (let from = 0; from < files.length; from += AT_ONCE)
    answers.push(...(await Promise.all(files.slice(from, from + AT_ONCE).map(ask))));
  return answers;
}

/** What is in a folder says itself whether it is another. */
function lineOf(file: string, info: BigIntStats | undefined): string {
  if (info === undefined) return JSON.stringify([file, 'none']);
  if (info.isDirectory()) return JSON.stringify([file, 'folder']);
  return JSON.stringify([file, `${info.ino} ${info.size} ${info.mtimeNs} ${info.ctimeNs}`]);
}

/** Links are followed: what they lead to is what is read. */
async function statOrNone(file: string): Promise<BigIntStats | undefined> {
  try {
    return await stat(file, { bigint: true });
  } catch {
    // Whoever loads it says why it cannot be read.
    return undefined;
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => !NEVER_ENTERED.has(name)).sort();
  } catch {
    return [];
  }
}
