import { realpathSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../../core/errors.ts';
import { readWrittenConfig } from '../../../core/secrets/gitleaks/read-written-config.ts';
import type { ConfigFile } from '../../../core/secrets/gitleaks/to-rule-set.ts';
import type { Complaints, Written, WrittenConfig } from '../../../core/secrets/gitleaks/written-config.ts';
import type { RuleSet } from '../../../core/secrets/rule.ts';
import { readTomlFile } from '../../files/read-toml-file.ts';
import { displayPath, isInside, reasonOf } from '../../files/walk-files.ts';
import { checkMinVersion } from './check-min-version.ts';
import type { ComplaintBook } from './complaint-book.ts';

/** A file extends one that extends another; gitleaks goes no further. */
const MAX_DEPTH = 2;

export interface ChainOptions {
  readonly root: string;
  readonly ownRules: () => RuleSet;
  readonly book: ComplaintBook;
}

export interface ConfigChain {
  readonly config: ConfigFile;
  /** What each file says, the outermost first. */
  readonly written: readonly WrittenConfig[];
  /** Absolute, the outermost first. */
  readonly files: readonly string[];
  /** Whether one of the files asks for gitleaks' default rules. */
  readonly usesDefault: boolean;
}

/**
 * Reads a file and those that it extends.
 * @throws SluiceError CONFIG_INVALID when the file cannot be read at all
 */
export async function readConfigChain(file: string, options: ChainOptions, depth = 0): Promise<ConfigChain> {
  const shown = displayPath(options.root, file);
  const { text, table } = await readTomlFile(file, shown);
  const complaints = options.book.open(shown, text);
  const written = readWrittenConfig(table, complaints);
  checkMinVersion(written.minVersion, complaints);
  const alone: ConfigChain = {
    config: { written, complaints },
    written: [written],
    files: [file],
    usesDefault: false,
  };
  const { useDefault, path: next, at } = written.extend;
  if (!useDefault && next === undefined) return alone;
  if (depth >= MAX_DEPTH) {
    complaints.notice(
      at,
      'this file is extended by one that is extended itself: gitleaks goes no further, and neither does sluice',
    );
    return alone;
  }
  if (next === undefined)
    return { ...alone, config: { written, complaints, base: options.ownRules }, usesDefault: true };
  const chain = await readExtended(next, complaints, options, depth + 1);
  if (chain === undefined) return alone;
  return {
    ...chain,
    config: { written, complaints, base: chain.config },
    written: [written, ...chain.written],
    files: [file, ...chain.files],
  };
}

/** The chain from an extended file on; undefined, and a complaint where it is named, when it cannot be read. */
async function readExtended(
  { value, at }: Written<string>,
  complaints: Complaints,
  options: ChainOptions,
  depth: number,
): Promise<ConfigChain | undefined> {
  const file = path.resolve(options.root, value);
  try {
    if (!isInside(realpathSync(options.root), realpathSync(file))) {
      complaints.fault(at, 'the file lies outside of the repository; put it inside');
      return undefined;
    }
    return await readConfigChain(file, options, depth);
  } catch (error) {
    if (error instanceof SluiceError) options.book.faults.push(error.message);
    else if (!isFileFault(error)) throw error;
    else
      complaints.fault(
        at,
        `cannot read the file: ${reasonOf(error)}; the path is relative to the root of the repository`,
      );
    return undefined;
  }
}

const isFileFault = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
