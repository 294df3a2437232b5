import { SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';
import { currentPin } from './fetch-source.ts';
import { lockFile, readLock, writeLock, type LockedSource } from './lock-file.ts';
import { openCurrent, type OpenOptions } from './open-source.ts';
import { contextOf } from './open-sources.ts';
import { parseSource } from './parse-source.ts';
import type { SourceRequest } from './resolve-policy-sources.ts';
import { isRemoteSource } from './source-kind.ts';
import { openSourceStore } from './source-store.ts';

/** What pulling did to one source. */
export interface PulledSource {
  readonly kind: 'added' | 'changed' | 'unchanged' | 'kept' | 'removed';
  readonly source: string;
  readonly from?: LockedSource;
  readonly to?: LockedSource;
}

export interface PullRequest extends SourceRequest {
  /** Sources to refresh; empty: those that sluice.yaml names. */
  readonly given: readonly string[];
  readonly plainHttp: boolean;
  /** Drops what sluice.yaml does not name. */
  readonly prune: boolean;
}

export interface PullResult {
  /** Where the lock file is, absolute. */
  readonly file: string;
  readonly sources: readonly PulledSource[];
}

/**
 * Looks where remote sources stand now, fetches and verifies them, and writes the lock file. It is written when all of them
 * could be had, and not at all otherwise.
 * @throws SluiceError NO_POLICIES when there is nothing to pull, and those of fetching
 */
export async function pullSources(request: PullRequest, onNotice: (message: string) => void): Promise<PullResult> {
  const { config, cwd, cacheDir, given, plainHttp, prune } = request;
  const named = config.policies.filter(isRemoteSource);
  const wanted = [...new Set(given.length === 0 ? named : given)];
  refuseLocal(wanted);
  const file = lockFile(config, cwd);
  const before = readLock(file, cwd);
  if (wanted.length === 0 && before.length === 0) throw nothingToPull();
  const options = {
    context: contextOf(request, plainHttp),
    store: openSourceStore({ cacheDir, onNotice }),
    bundles: config.bundles,
  };
  const pulled = await pullEach(wanted, options, onNotice);
  const rest = before.filter(({ source }) => !pulled.some((one) => one.source === source));
  const kept = rest.filter(({ source }) => !prune || named.includes(source));
  writeLock(file, [...pulled, ...kept]);
  return { file, sources: changes(before, pulled, kept) };
}

function refuseLocal(wanted: readonly string[]): void {
  const local = wanted.find((one) => !isRemoteSource(one));
  if (local !== undefined)
    throw new SluiceError(
      'REFERENCE_INVALID',
      `"${visible(local)}" is a path of this machine, which is not pulled; sources begin with oci://, https://, git+https:// or git::`,
    );
}

const nothingToPull = (): SluiceError =>
  new SluiceError(
    'NO_POLICIES',
    'nothing to pull: sluice.yaml names no remote source under policies, and none was given (see docs/bundles.md)',
  );

async function pullEach(
  wanted: readonly string[],
  options: OpenOptions,
  onNotice: (message: string) => void,
): Promise<readonly LockedSource[]> {
  const pulled: LockedSource[] = [];
  for (const one of wanted) {
    const source = parseSource(one);
    const named = source.kind === 'archive' ? undefined : source.pin;
    const pin = named ?? (await currentPin(source, options.context));
    const opened = await openCurrent(source, pin, options);
    for (const notice of opened.bundle.notices) onNotice(notice);
    const { revision } = opened.bundle;
    const entry = { source: one, pin: opened.pin, content: opened.content };
    pulled.push(revision === undefined ? entry : { ...entry, revision });
  }
  return pulled;
}

function changes(
  before: readonly LockedSource[],
  pulled: readonly LockedSource[],
  kept: readonly LockedSource[],
): readonly PulledSource[] {
  const gone = before.filter(({ source }) => ![...pulled, ...kept].some((one) => one.source === source));
  return [
    ...pulled.map((to) =>
      changeOf(
        before.find(({ source }) => source === to.source),
        to,
      ),
    ),
    ...kept.map((from) => ({ kind: 'kept' as const, source: from.source, from, to: from })),
    ...gone.map((from) => ({ kind: 'removed' as const, source: from.source, from })),
  ];
}

function changeOf(from: LockedSource | undefined, to: LockedSource): PulledSource {
  if (from === undefined) return { kind: 'added', source: to.source, to };
  const isSame = from.pin === to.pin && from.content === to.content;
  return { kind: isSame ? 'unchanged' : 'changed', source: to.source, from, to };
}
