import type { BigIntStats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../../src/node/digest.ts';

/** No folder of policies is deeper; a link that leads upwards is. */
const MOST_DEPTH = 32;
const MOST_FILES = 20_000;
const NEVER_ENTERED: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** A digest of what is there: another one when any file was written, or another one is in its place. Contents are not read. */
export async function filesState(files: readonly string[]): Promise<string> {
  const lines: string[] = [];
  for (const file of files) await addState(file, MOST_DEPTH, lines);
  return sha256(Buffer.from(lines.join('\n')));
}

async function addState(file: string, depth: number, lines: string[]): Promise<void> {
  if (lines.length >= MOST_FILES || depth === 0) return;
  const info = await statOrNone(file);
  if (info?.isDirectory() !== true) {
    lines.push(
      JSON.stringify([file, info === undefined ? 'none' : `${info.ino} ${info.size} ${info.mtimeNs} ${info.ctimeNs}`]),
    );
    return;
  }
  const names = await namesIn(file);
  lines.push(JSON.stringify([file, names.length]));
  for (const name of names) if (!NEVER_ENTERED.has(name)) await addState(path.join(file, name), depth - 1, lines);
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
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}
