import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import type { PolicyModule, RegoVersion } from '../../core/model/policy.ts';
import { MAX_FILE_BYTES } from '../documents/parse-file.ts';
import { readSource } from '../evaluation/source.ts';
import { displayPath, reasonOf, walkFiles, type FoundFile } from '../files/walk-files.ts';
import { FACTS_FILE } from './case-facts.ts';
import { mentionsSuite, type SuiteCandidate } from './suites/read-suites.ts';

/** A file that a policy must allow, or must deny. */
export interface PolicyCase {
  readonly file: FoundFile;
  readonly expects: 'allow' | 'deny';
  /** The folder of the policy, as shown: the one that holds `cases`. */
  readonly policyFolder: string;
}

export interface Suites {
  /** Policies and their tests. */
  readonly modules: readonly PolicyModule[];
  readonly cases: readonly PolicyCase[];
  /** Files that may hold a suite of Gatekeeper. */
  readonly candidates: readonly SuiteCandidate[];
}

export interface SuitesRequest {
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly regoVersion?: RegoVersion;
}

/** @throws SluiceError POLICY_NOT_FOUND when a path is not there or cannot be read */
export function findSuites({ cwd, paths, regoVersion = 'any' }: SuitesRequest): Suites {
  const { files, faults } = walkFiles(paths, {
    cwd,
    isIgnored: () => false,
    extensions: ['.rego', '.yaml', '.yml', '.json'],
  });
  const [fault] = faults;
  if (fault !== undefined) throw new SluiceError('POLICY_NOT_FOUND', `${fault.message}; check the path`);
  return {
    modules: files.filter(({ path: shown }) => shown.endsWith('.rego')).map((file) => readModule(file, regoVersion)),
    cases: files.flatMap((file) => toCase(cwd, file)),
    candidates: files.filter(isYaml).flatMap(toCandidate),
  };
}

function readModule({ path: shown, absolute }: FoundFile, regoVersion: RegoVersion): PolicyModule {
  try {
    return { path: shown, text: readFileSync(absolute, 'utf8'), regoVersion };
  } catch (error) {
    throw new SluiceError('POLICY_NOT_FOUND', `cannot read policy ${shown}: ${reasonOf(error)}`, { cause: error });
  }
}

const isYaml = ({ absolute }: FoundFile): boolean => /\.ya?ml$/i.test(absolute) && !CASE_PATH.test(slashed(absolute));

function toCandidate(file: FoundFile): readonly SuiteCandidate[] {
  const read = readSource(file, MAX_FILE_BYTES);
  if (read.kind === 'bytes') return mentionsSuite(read.bytes) ? [{ file, bytes: read.bytes }] : [];
  // Nobody writes suites of that size; what cannot be read at all may be one.
  if (read.code === 'INPUT_TOO_LARGE') return [];
  throw new SluiceError('POLICY_NOT_FOUND', `${file.path} ${read.message}`);
}

const slashed = (absolute: string): string => absolute.split(path.sep).join('/');

const CASE_PATH = /^(.*)\/cases\/(allow|deny)\/.+\.(?:ya?ml|json)$/i;

function toCase(cwd: string, file: FoundFile): readonly PolicyCase[] {
  // The absolute path counts: `sluice verify cases` from within a policy's folder means the same.
  const [, folder, expects] = CASE_PATH.exec(slashed(file.absolute)) ?? [];
  if (FACTS_FILE.test(file.absolute)) return [];
  if (folder === undefined || (expects !== 'allow' && expects !== 'deny')) return [];
  return [{ file, expects, policyFolder: displayPath(cwd, folder) }];
}
