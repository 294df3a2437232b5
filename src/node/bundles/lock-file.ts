import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { compareText } from '../../core/compare-text.ts';
import { isJsonObject, type JsonValue } from '../../core/model/json.ts';
import type { Config } from '../config/config.ts';
import { displayPath, reasonOf } from '../files/walk-files.ts';
import { writeFileAtomically } from '../output/write-file-atomically.ts';

const LOCK_NAME = 'sluice.lock.json';

/** What one source was when somebody last looked. */
export interface LockedSource {
  /** As sluice.yaml or the command line names it. */
  readonly source: string;
  /** What to fetch: `sha256:…` of an archive or a manifest, or the id of a commit. */
  readonly pin: string;
  /** `sha256:…` over the files themselves, however they were packed. */
  readonly content: string;
  /** The bundle's own name for what it is. */
  readonly revision?: string;
}

const PIN = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}|[0-9a-f]{40}|[0-9a-f]{64})$/;
const CONTENT = /^sha256:[0-9a-f]{64}$/;

/** Beside sluice.yaml; without one, in the working directory. */
export function lockFile({ file }: Config, cwd: string): string {
  return path.join(file === undefined ? cwd : path.dirname(file), LOCK_NAME);
}

/**
 * The sources that a lock file pins; none when there is no such file.
 * @throws SluiceError CONFIG_INVALID when it is damaged: half a lock would hold nothing
 */
export function readLock(file: string, cwd: string): readonly LockedSource[] {
  const text = readText(file, cwd);
  if (text === undefined) return [];
  const value = parse(text);
  const list = isJsonObject(value) && value['kind'] === 'Lock' ? value['sources'] : undefined;
  const sources = Array.isArray(list) ? list.map(toLockedSource) : [undefined];
  const known = sources.filter((one) => one !== undefined);
  if (known.length < sources.length)
    throw new SluiceError(
      'CONFIG_INVALID',
      `${displayPath(cwd, file)} is damaged; restore it from Git, or write it anew with "sluice pull"`,
    );
  return known;
}

function readText(file: string, cwd: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new SluiceError('CONFIG_INVALID', `cannot read ${displayPath(cwd, file)}: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

function toLockedSource(value: JsonValue): LockedSource | undefined {
  if (!isJsonObject(value)) return undefined;
  const { source, pin, content, revision } = value;
  if (typeof source !== 'string' || typeof pin !== 'string' || typeof content !== 'string') return undefined;
  if (!PIN.test(pin) || !CONTENT.test(content)) return undefined;
  return { source, pin, content, ...(typeof revision === 'string' ? { revision } : {}) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Sorted, so that a change of one source is a change of its lines. */
export function writeLock(file: string, sources: readonly LockedSource[]): void {
  const sorted = sources
    .toSorted((a, b) => compareText(a.source, b.source))
    .map(({ source, pin, content, revision }) => ({
      source,
      pin,
      content,
      ...(revision === undefined ? {} : { revision }),
    }));
  const lock = { apiVersion: 'sluice.dev/v1alpha1', kind: 'Lock', sources: sorted };
  writeFileAtomically(file, [`${JSON.stringify(lock, null, 2)}\n`]);
}
