import { existsSync } from 'node:fs';
import { SluiceError } from '../../core/errors.ts';
import { visible, visibleLines } from '../../core/report/safe-text.ts';
import type { GitPlace } from './git-environment.ts';

/** How a Git command ended badly. */
export interface GitFailure {
  readonly args: readonly string[];
  /** What Git said, as far as it was kept. */
  readonly complaint: string;
  /** Exit code, or the signal that ended it. */
  readonly ending: string;
  readonly cause?: unknown;
}

/** Faults that people meet, with what to do about them. The rest is told in Git's own words. */
const KNOWN: readonly (readonly [pattern: RegExp, explain: (cwd: string, found: string) => string])[] = [
  [
    /dubious ownership in repository at '(.*)'/,
    (_, repository) =>
      `${repository} belongs to another user, so Git does not read it; if you trust it, run: git config --global --add safe.directory "${repository}"`,
  ],
  [
    /not a git repository/i,
    (cwd) => `${cwd} is not in a Git repository; run sluice inside of one, or name one with --repo`,
  ],
  [/No space left on device/i, (cwd) => `Git has no space left to write in ${cwd}; free some`],
];

/** Turns the end of a Git command into a fault that says what happened and what to do. */
export function gitFailure({ cwd }: GitPlace, failure: GitFailure): SluiceError {
  const options = failure.cause === undefined ? {} : { cause: failure.cause };
  return new SluiceError('GIT_FAILED', explain(cwd, failure), options);
}

function explain(cwd: string, { args, complaint, ending, cause }: GitFailure): string {
  if (!existsSync(cwd)) return `${cwd} does not exist; name a folder that holds a Git repository`;
  if (isMissing(cause) || /spawn git ENOENT/.test(complaint)) {
    return 'the program "git" is not there; install Git 2.30 or later and put it on the PATH';
  }
  for (const [pattern, explanation] of KNOWN) {
    const match = pattern.exec(complaint);
    if (match !== null) return explanation(cwd, visible(match[1] ?? ''));
  }
  const said = visibleLines(complaint.trim()).slice(0, 5).join('; ') || 'it gave no reason';
  return `git ${args[0] ?? ''} failed in ${cwd} (${ending}): ${said}`;
}

const isMissing = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
