import type { AcceptanceList } from '../../core/secrets/acceptances/acceptance-list.ts';
import type { GitleaksFiles } from '../../core/secrets/gitleaks/files-rules.ts';
import type { RelatedFiles } from './related-files.ts';

/** How files are searched for secrets. Plain data: it crosses to worker threads as it is. */
export interface SecretsTask {
  /** What a user's own file says; absent when there is none. */
  readonly gitleaks?: GitleaksFiles;
  /** Ids of rules that are switched off. */
  readonly disabled: readonly string[];
  /** What fingerprints are made with. */
  readonly fingerprintSalt: string;
  /** Milliseconds for one text; absent: the scanner's own default. */
  readonly budgetMs?: number;
  readonly decodeDepth?: number;
  /** Larger files that are no manifests are not read. */
  readonly maxFileBytes: number;
  /** What is accepted besides by comments. */
  readonly acceptances: AcceptanceList;
  /** Files that documents name; absent: no such file is read. */
  readonly related?: RelatedFiles;
}
