import { existsSync, lstatSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import type { OpenedEntry } from '../../core/secrets/acceptances/acceptance-list.ts';
import { parseBaseline, type Baseline, type BaselineEntry } from '../../core/secrets/acceptances/baseline.ts';
import { repositoryRoot } from '../check/repository-root.ts';
import type { Config } from '../config/config.ts';
import { readSource } from '../evaluation/source.ts';
import { displayPath } from '../files/walk-files.ts';

const BASELINE_NAME = '.sluice-baseline';

const MAX_BYTES = 16 * 1024 * 1024;

/** Where the baseline of a run is, or would be: what the config says, or beside it, or at the root of the repository. */
export const baselinePath = (config: Config, cwd: string): string =>
  config.secrets.baseline ?? path.join(repositoryRoot(cwd, config) ?? cwd, BASELINE_NAME);

/**
 * Reads a baseline; undefined when there is none.
 * @throws SluiceError CONFIG_INVALID with the line that cannot be read
 */
export function readBaseline(file: string, cwd: string): Baseline | undefined {
  if (!existsSync(file)) return undefined;
  const shown = displayPath(cwd, file);
  const read = readSource({ path: shown, absolute: file }, MAX_BYTES);
  if (read.kind === 'fault') throw new SluiceError('CONFIG_INVALID', `${shown} ${read.message}`);
  const reading = parseBaseline(Buffer.from(read.bytes).toString('utf8'));
  if (reading.kind === 'baseline') return reading.baseline;
  throw new SluiceError('CONFIG_INVALID', `${shown}:${reading.line}: ${reading.message}`);
}

/**
 * The entries as a run sees them.
 * @param file the baseline, absolute
 * @param root the folder that paths of the run are relative to
 */
export function openEntries({ entries }: Baseline, file: string, root: string): readonly OpenedEntry[] {
  const folder = path.dirname(file);
  const isGone = remember((absolute) => lstatSync(absolute, { throwIfNoEntry: false }) === undefined);
  return entries.map((entry) => {
    const absolute = path.resolve(folder, entry.path);
    const opened = { ...entry, path: displayPath(root, absolute) };
    return isGone(absolute) ? { ...opened, isGone: true } : opened;
  });
}

/** The entry as the baseline has it: what a run shows is relative to the run. */
export function closeEntry(entry: BaselineEntry, file: string, root: string): BaselineEntry {
  const { fingerprint, reason, owner, expires } = entry;
  const relative = path.relative(path.dirname(file), path.resolve(root, entry.path));
  return { fingerprint, path: relative.split(path.sep).join('/'), reason, owner, expires };
}

function remember(ask: (text: string) => boolean): (text: string) => boolean {
  const answers = new Map<string, boolean>();
  return (text) => {
    const answer = answers.get(text) ?? ask(text);
    answers.set(text, answer);
    return answer;
  };
}
