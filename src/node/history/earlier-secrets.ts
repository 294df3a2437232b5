import type { SecretFact } from '../../core/secrets/finding.ts';
import type { FileVersion } from './file-version.ts';
import type { VersionFindings } from './search-versions.ts';

/** What versions of one file brought, each secret once. */
export interface EarlierFile {
  readonly path: string;
  readonly facts: readonly SecretFact[];
}

/**
 * Takes each secret once for each file, from the version that brought it first. Where the same content came back under another
 * name, it is not told again: the secret is known by the place where it came in.
 */
export function firstFindings(found: VersionFindings['found']): readonly EarlierFile[] {
  const files = new Map<string, SecretFact[]>();
  const known = new Set<string>();
  for (const { version, facts } of found) {
    for (const fact of newIn(version, facts, known)) {
      const file = files.get(version.path);
      if (file === undefined) files.set(version.path, [fact]);
      else file.push(fact);
    }
  }
  return [...files].map(([path, facts]) => ({ path, facts }));
}

function newIn({ path, id }: FileVersion, facts: readonly SecretFact[], known: Set<string>): readonly SecretFact[] {
  const fresh: SecretFact[] = [];
  for (const fact of facts) {
    const keys = [`${fact.fingerprint}\n${path}`, `${fact.fingerprint}\n\n${id}`];
    if (keys.every((key) => !known.has(key))) fresh.push(fact);
    for (const key of keys) known.add(key);
  }
  return fresh;
}
