import type { SecretFact } from '../../core/secrets/finding.ts';

/** A file as one commit brought it, or the message of a commit. */
export interface FileVersion {
  /** From the root of the repository; `COMMIT_MESSAGE` for a message. */
  readonly path: string;
  /** Of the blob; of the commit for a message. */
  readonly id: string;
  readonly commit: string;
  /** Ids of the versions that it was made from, where only what is new in it counts. Absent: all of it counts. */
  readonly befores?: readonly string[];
}

/** What a commit message goes by in reports. */
export const COMMIT_MESSAGE = 'commit message';

/** What came of the search of one version. Nothing of a secret is in it but what may be shown. */
export interface SearchedVersion {
  readonly facts: readonly SecretFact[];
  /** Why a part was not searched. */
  readonly incomplete?: string;
  /** Why nothing but its name was looked at, and need not be: it is no text. */
  readonly unsearched?: string;
}
