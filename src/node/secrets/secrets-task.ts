import type { AcceptanceList } from '../../core/secrets/acceptances/acceptance-list.ts';
import type { RuleSet } from '../../core/secrets/rule.ts';

/** How files are searched for secrets. Plain data: it crosses to worker threads as it is. */
export interface SecretsTask {
  /** Rules that a user's own file brings; absent when there is none. */
  readonly rules?: RuleSet;
  /** False when that file says that only its own rules count. */
  readonly usesOwnRules: boolean;
  /** Ids of own rules that are switched off. */
  readonly disabled: readonly string[];
  /** What fingerprints are made with. */
  readonly fingerprintSalt: string;
  /** Milliseconds for one text; absent: the scanner's own default. */
  readonly budgetMs?: number;
  readonly decodeDepth?: number;
  /** What is accepted besides by comments. */
  readonly acceptances: AcceptanceList;
  /** The folder that paths are relative to, for files that documents name; absent: no such file is read. */
  readonly filesRoot?: string;
}
