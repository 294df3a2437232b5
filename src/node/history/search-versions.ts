import { availableParallelism } from 'node:os';
import type { Skipped } from '../../core/model/report.ts';
import type { SecretFact } from '../../core/secrets/finding.ts';
import type { GitPlace } from '../sources/git-environment.ts';
import type { FileVersion, SearchedVersion } from './file-version.ts';
import { readVersions, type VersionContent } from './read-versions.ts';
import { openSearchPool, type SearchPool } from './search-pool.ts';
import type { ReadVersion, VersionSearchTask } from './version-searcher.ts';

export interface VersionSearchOptions {
  readonly task: VersionSearchTask;
  /** Threads that search. Default: one for each core, when there is enough to do. */
  readonly jobs?: number;
  /** Called now and then with versions done and versions in all. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Told of every version that was searched to its end, and in which nothing was found; or why it needed no search. */
  readonly onClean?: (version: FileVersion, skipped: string | undefined) => void;
}

/** What was found in versions of files. */
export interface VersionFindings {
  /** Versions with findings, in the order in which they were given. */
  readonly found: readonly { readonly version: FileVersion; readonly facts: readonly SecretFact[] }[];
  /** Versions that were not searched, or not to their end. */
  readonly faults: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  /** Files of which versions were not searched, because they are no text. */
  readonly skipped: readonly Skipped[];
  readonly bytes: number;
}

/** Below this, starting threads costs more than it saves. */
const THREADS_WORTH_VERSIONS = 256;

/**
 * Searches versions of files, read from the object store a few at a time.
 * @throws SluiceError GIT_FAILED
 */
export async function searchVersions(
  place: GitPlace,
  versions: readonly FileVersion[],
  options: VersionSearchOptions,
): Promise<VersionFindings> {
  const { task, jobs } = options;
  const threads = versions.length < THREADS_WORTH_VERSIONS ? 1 : (jobs ?? availableParallelism());
  const pool = openSearchPool(task, threads);
  try {
    return await searchIn(pool, 2 * threads, readVersions(place, versions), { ...options, total: versions.length });
  } finally {
    await pool.close();
  }
}

/** A version, its place in the order in which versions come, and its content. */
interface Ordered {
  readonly place: number;
  readonly version: FileVersion;
  readonly read: ReadVersion;
}

async function searchIn(
  pool: SearchPool,
  maxOrders: number,
  batches: AsyncIterable<readonly VersionContent[]>,
  { onProgress, onClean, total }: VersionSearchOptions & { readonly total: number },
): Promise<VersionFindings> {
  const found: { place: number; version: FileVersion; facts: readonly SecretFact[] }[] = [];
  const faults: VersionFindings['faults'][number][] = [];
  const skipped = new Map<string, Skipped>();
  let bytes = 0;
  let seen = 0;
  let done = 0;
  const skip = (version: FileVersion, reason: string): void => {
    skipped.set(`${version.path}\n${reason}`, { file: version.path, reason });
  };
  const take = ({ place, version }: Ordered, { facts, incomplete, unsearched }: SearchedVersion): void => {
    const reason = unsearched === undefined ? undefined : `${unsearched}: not searched for secrets`;
    if (facts.length > 0) found.push({ place, version, facts });
    else if (reason !== undefined) skip(version, reason);
    if (incomplete !== undefined) faults.push(incompleteFault(version, incomplete));
    else if (facts.length === 0) onClean?.(version, reason);
  };
  const orders = new Set<Promise<void>>();
  const send = async (some: readonly Ordered[]): Promise<void> => {
    const searched = await pool.search(some.map(({ read }) => read));
    for (const [index, one] of some.entries()) take(one, searched[index] ?? LOST);
    done += some.length;
    onProgress?.(done, total);
  };
  for await (const batch of batches) {
    const read: Ordered[] = [];
    for (const content of batch) {
      if (content.kind === 'read') read.push({ place: seen, version: content.version, read: content.read });
      else if (content.kind === 'skipped') {
        skip(content.version, content.reason);
        onClean?.(content.version, content.reason);
      } else faults.push({ path: content.version.path, code: content.code, message: content.message });
      seen += 1;
    }
    done += batch.length - read.length;
    bytes += read.reduce((sum, one) => sum + one.read.bytes.length, 0);
    for (const some of ordersOf(read)) {
      const order = send(some).finally(() => orders.delete(order));
      // A failure is met below, unless another comes first.
      order.catch(() => undefined);
      orders.add(order);
      if (orders.size >= maxOrders) await Promise.race(orders);
    }
  }
  await Promise.all(orders);
  return {
    found: found.sort((a, b) => a.place - b.place),
    faults: distinct(faults),
    skipped: [...skipped.values()],
    bytes,
  };
}

/** An answer that did not come must never look like one that found nothing. */
const LOST: SearchedVersion = { facts: [], incomplete: 'the search gave no answer' };

const ORDER_BYTES = 1024 * 1024;
const ORDER_VERSIONS = 64;

/** Small enough that threads end together, large enough that the exchange costs nothing. */
function* ordersOf(read: readonly Ordered[]): Generator<readonly Ordered[], void, undefined> {
  let order: Ordered[] = [];
  let bytes = 0;
  for (const one of read) {
    order.push(one);
    bytes += one.read.bytes.length;
    if (order.length < ORDER_VERSIONS && bytes < ORDER_BYTES) continue;
    yield order;
    order = [];
    bytes = 0;
  }
  if (order.length > 0) yield order;
}

const incompleteFault = ({ path, commit }: FileVersion, reason: string): VersionFindings['faults'][number] => ({
  path,
  code: 'SEARCH_INCOMPLETE',
  message: `${path} as of commit ${commit} was not searched for secrets to the end: ${reason}. Leave it out with --ignore, or raise the limit in sluice.yaml`,
});

/** A large file has many versions that are too large, and says so once. */
function distinct(faults: VersionFindings['faults']): VersionFindings['faults'] {
  const known = new Set<string>();
  return faults.filter(({ path, code, message }) => {
    const key = JSON.stringify([path, code, code === 'SEARCH_INCOMPLETE' ? '' : message]);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}
