import type { EvaluatedFile } from '../../core/report/build-report.ts';
import type { FileOutcome } from '../../core/evaluate/file-outcome.ts';
import type { Skipped } from '../../core/model/report.ts';
import type { Result } from '../../core/model/result.ts';
import type { EvaluationTask } from '../evaluation/evaluation-task.ts';
import type { EarlierFile } from '../history/earlier-secrets.ts';
import type { SecretsTask } from '../secrets/secrets-task.ts';

/** A commit as a report names it. */
export interface NamedCommit {
  readonly id: string;
  /** `YYYY-MM-DD` in UTC, when its author wrote it. */
  readonly date?: string;
}

/** What a search of earlier versions came to. */
export interface EarlierSecrets {
  /** Files whose versions hold something that they do not hold now. */
  readonly files: readonly EarlierFile[];
  /** Other files whose versions were searched. */
  readonly clean: readonly string[];
  /** Which commit brought a secret first: by file, and then by fingerprint. */
  readonly commits: ReadonlyMap<string, ReadonlyMap<string, NamedCommit>>;
  readonly faults: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  readonly skipped: readonly Skipped[];
  readonly notices: readonly string[];
}

export type SearchEarlier = (secrets: SecretsTask) => Promise<EarlierSecrets>;

export interface JudgedEarlier extends Pick<EarlierSecrets, 'faults' | 'skipped' | 'notices'> {
  readonly outcomes: readonly EvaluatedFile[];
  /** Says beside each finding which commit brought it. It is no part of the verdict, which is the same without a history. */
  readonly withCommits: (evaluated: EvaluatedFile) => EvaluatedFile;
}

/** Searches what came before, and judges what is found there as findings of the files that held it. */
export async function judgeEarlier(
  task: EvaluationTask | undefined,
  search: SearchEarlier | undefined,
): Promise<JudgedEarlier> {
  if (search === undefined || task?.secrets === undefined)
    return { outcomes: [], faults: [], skipped: [], notices: [], withCommits: (evaluated) => evaluated };
  const { files, clean, commits, faults, skipped, notices } = await search(task.secrets);
  const { Evaluator } = await import('../evaluation/evaluator.ts');
  const evaluator = new Evaluator(task);
  const [first, ...others] = clean;
  const asked = [...files, ...(first === undefined ? [] : [{ path: first, facts: [] }])];
  return {
    outcomes: [
      ...asked.map(({ path, facts }) => ({ file: path, outcome: evaluator.judgeFindings(path, facts) })),
      // Policies say the same of each file in which nothing was found: one is asked about, the others are counted.
      ...others.map((file) => ({ file, outcome: NOTHING_FOUND })),
    ],
    faults,
    skipped,
    notices,
    withCommits: ({ file, outcome }) => ({ file, outcome: named(outcome, commits.get(file) ?? new Map()) }),
  };
}

const NOTHING_FOUND: FileOutcome = { documents: 0, resources: 0, passes: 0, results: [], skipped: [] };

const named = (outcome: FileOutcome, commits: ReadonlyMap<string, NamedCommit>): FileOutcome =>
  commits.size === 0 ? outcome : { ...outcome, results: outcome.results.map((result) => withCommit(result, commits)) };

const SHORT_ID = 12;

/** A policy says which finding it speaks of by `details.fingerprint`. */
function withCommit(result: Result, commits: ReadonlyMap<string, NamedCommit>): Result {
  const fingerprint = result.details?.['fingerprint'];
  const commit = typeof fingerprint === 'string' ? commits.get(fingerprint) : undefined;
  if (commit === undefined) return result;
  const { id, date } = commit;
  const since = `commit ${id.slice(0, SHORT_ID)}${date === undefined ? '' : ` of ${date}`}`;
  return {
    ...result,
    message: `${result.message} (since ${since})`,
    details: { ...result.details, commit: id, ...(date === undefined ? {} : { date }) },
  };
}
