import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeFileAtomically } from '../../output/write-file-atomically.ts';

/**
 * What was verified of one mirror until now: older metadata are noticed by it. The library writes as it goes, so it works on
 * a copy; nobody ever reads half a file, and runs at the same time do not meet.
 */
export interface TufMemory {
  /** Where it lasts. */
  readonly folder: string;
  /** The copy: `root.json` and, if there were any, `timestamp.json`, `snapshot.json`, `targets.json`. */
  readonly draft: string;
  /** Forgets the root, and only it, in the copy. */
  reset(): void;
  /** Takes over what the library verified. @throws SluiceError OUTPUT_FAILED */
  keep(): void;
  /** Removes the copy. */
  close(): void;
}

const ROOT = 'root.json';
const REMEMBERED = [ROOT, 'timestamp.json', 'snapshot.json', 'targets.json'];

/** @param root text of the root that is believed when nothing is remembered */
export function openTufMemory(folder: string, root: string): TufMemory {
  const draft = mkdtempSync(path.join(os.tmpdir(), 'sluice-tuf-'));
  for (const name of REMEMBERED) copyIfThere(path.join(folder, name), path.join(draft, name));
  const reset = (): void => writeFileSync(path.join(draft, ROOT), root);
  if (!existsSync(path.join(draft, ROOT))) reset();
  return {
    folder,
    draft,
    reset,
    keep: () => {
      for (const name of REMEMBERED) keepFile(path.join(draft, name), path.join(folder, name));
    },
    close: () => rmSync(draft, { recursive: true, force: true }),
  };
}

function copyIfThere(from: string, to: string): void {
  if (existsSync(from)) copyFileSync(from, to);
}

function keepFile(from: string, to: string): void {
  if (!existsSync(from)) return;
  const bytes = readFileSync(from);
  if (!existsSync(to) || !readFileSync(to).equals(bytes)) writeFileAtomically(to, [bytes]);
}
