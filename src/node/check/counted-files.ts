import { formatOf } from '../formats/format.ts';
import type { LoadedPolicySet } from '../policies/load-policy-set.ts';

/** File name endings of manifests in a folder; a file given by itself is always read. */
export const MANIFEST_EXTENSIONS: readonly string[] = ['.yaml', '.yml', '.json'];

/** Which files of a folder, an index or a revision are read. */
export interface CountedFiles {
  readonly extensions: readonly string[];
  readonly alsoCounts?: (path: string) => boolean;
  /** All other files are read, too: they are searched for secrets. */
  readonly all?: boolean;
}

/** What most policies are about. */
export const MANIFESTS: CountedFiles = { extensions: MANIFEST_EXTENSIONS };

/**
 * Manifests; and all that conftest reads where every policy is of conftest's form, because it would read them. Beside a policy
 * that reads reviews they are not the project's configuration under test, but whatever else lies in the repository.
 */
export function countedFiles({ policies }: Pick<LoadedPolicySet, 'policies'>): CountedFiles {
  const isConftest = policies.length > 0 && policies.every(({ input }) => input === 'document');
  const readsSecrets = policies.some((policy) => policy.readsSecrets);
  if (!isConftest && !readsSecrets) return MANIFESTS;
  return {
    ...MANIFESTS,
    ...(isConftest ? { alsoCounts: (path) => formatOf(path) !== undefined } : {}),
    ...(readsSecrets ? { all: true } : {}),
  };
}
