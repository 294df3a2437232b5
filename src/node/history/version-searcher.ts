import type { ParsedFile } from '../../core/documents/document.ts';
import type { Change } from '../../core/model/change.ts';
import { factsOfFile } from '../../core/secrets/facts-of-file.ts';
import type { SecretSearch } from '../../core/secrets/secret-search.ts';
import { MANIFEST_EXTENSIONS } from '../check/counted-files.ts';
import { parseFile } from '../documents/parse-file.ts';
import { isBinary } from '../evaluation/source.ts';
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

/** Searches versions in this thread. The answer at place `i` is that of version `i`. */
export type VersionSearcher = (versions: readonly ReadVersion[]) => readonly SearchedVersion[];

/**
 * Makes a searcher. The time limit bounds all versions that it is given together, because bounding each costs more than
 * searching most; only the one in which the limit strikes is searched again with a bound of its own.
 */
export function createVersionSearcher(task: VersionSearchTask): VersionSearcher {
  let search = openSearch(task);
  return (versions) => {
    const searched: SearchedVersion[] = [];
    const runOn = (): void => {
      for (const version of versions.slice(searched.length)) searched.push(searchVersion(search, version, task));
    };
    while (runWithin(task.limitMs, runOn).kind === 'timeout') {
      // Nothing that was stopped in the middle is trusted again.
      search = openSearch(task);
      const struck = versions[searched.length];
      if (struck === undefined) break;
      const alone = runWithin(task.limitMs, () => searchVersion(search, struck, task));
      if (alone.kind === 'timeout') search = openSearch(task);
      searched.push(alone.kind === 'done' ? alone.value : tookTooLong(task));
    }
    return searched;
  };
}

const openSearch = ({ secrets, today }: VersionSearchTask): SecretSearch => openSecretSearch(secrets, today);

const tookTooLong = ({ limitMs }: VersionSearchTask): SearchedVersion => ({
  facts: [],
  incomplete: `${limitMs} ms are over (--timeout)`,
});

function searchVersion(search: SecretSearch, version: ReadVersion, { secrets }: VersionSearchTask): SearchedVersion {
  const { bytes } = version;
  if (bytes.length > secrets.maxFileBytes && !isManifest(version) && !isBinary(bytes))
    return { facts: [], incomplete: `its ${bytes.length} bytes are more than secrets.maxFileBytes` };
  const parsed = parse(version);
  const opened = search.open({ ...version, parsed });
  const facts = factsOfFile(version.path, parsed, opened).filter(({ added }) => added !== false);
  const [incomplete] = opened.incomplete;
  const { unsearched } = opened;
  return {
    facts,
    ...(incomplete === undefined ? {} : { incomplete }),
    ...(unsearched === undefined || bytes.length === 0 ? {} : { unsearched }),
  };
}

/** What is no manifest, or no longer one that can be read, is text. */
const parse = (version: ReadVersion): ParsedFile => (isManifest(version) ? parseFile(version.bytes) : NO_DOCUMENTS);

function isManifest({ path }: ReadVersion): boolean {
  const lower = path.toLowerCase();
  return MANIFEST_EXTENSIONS.some((extension) => lower.endsWith(extension));
}

const NO_DOCUMENTS: ParsedFile = { documents: [], faults: [], empty: 0 };
