import type { ParsedFile } from '../../core/documents/document.ts';
import type { Change } from '../../core/model/change.ts';
import { factsOfFile } from '../../core/secrets/facts-of-file.ts';
import { MANIFEST_EXTENSIONS } from '../check/counted-files.ts';
import { parseFile } from '../documents/parse-file.ts';
import { runWithin } from '../evaluation/run-within.ts';
import { openSecretSearch } from '../secrets/open-secret-search.ts';
import type { SecretsTask } from '../secrets/secrets-task.ts';
import type { SearchedVersion } from './file-version.ts';

/** How versions are searched. Plain data: it crosses to worker threads as it is. */
export interface VersionSearchTask {
  readonly secrets: SecretsTask;
  /** `YYYY-MM-DD` in UTC. */
  readonly today: string;
  /** Milliseconds that one version may take. */
  readonly limitMs: number;
}

/** One version with its content. */
export interface ReadVersion {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly change: Change;
}

/** Searches versions, one after the other, in this thread. */
export function createVersionSearcher({
  secrets,
  today,
  limitMs,
}: VersionSearchTask): (version: ReadVersion) => SearchedVersion {
  const search = openSecretSearch(secrets, today);
  return (version) => {
    const bounded = runWithin(limitMs, (): SearchedVersion => {
      const parsed = parse(version);
      const opened = search.open({ ...version, parsed });
      const facts = factsOfFile(version.path, parsed, opened).filter(({ added }) => added !== false);
      const [incomplete] = opened.incomplete;
      return { facts, ...(incomplete === undefined ? {} : { incomplete }) };
    });
    return bounded.kind === 'done' ? bounded.value : { facts: [], incomplete: `${limitMs} ms are over` };
  };
}

/** What is no manifest, or no longer one that can be read, is text. */
function parse({ path, bytes }: ReadVersion): ParsedFile {
  const lower = path.toLowerCase();
  return MANIFEST_EXTENSIONS.some((extension) => lower.endsWith(extension)) ? parseFile(bytes) : NO_DOCUMENTS;
}

const NO_DOCUMENTS: ParsedFile = { documents: [], faults: [], empty: 0 };
