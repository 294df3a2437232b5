import { SluiceError } from '../../core/errors.ts';
import { visible } from '../../core/report/safe-text.ts';
import type { BundlesConfig } from '../config/config.ts';
import { sha256 } from '../digest.ts';
import { fetchSource, readArchive, type FetchedSource } from './fetch-source.ts';
import type { LockedSource } from './lock-file.ts';
import type { BundleSource } from './parse-source.ts';
import type { SourceContext } from './source-context.ts';
import { contentDigest } from './source-file.ts';
import type { SourceStore } from './source-store.ts';
import { toBundle, type Bundle } from './to-bundle.ts';
import { verifyBundle } from './verify-bundle.ts';

/** A source, fetched, held to its pin and its signature, and unpacked. */
export interface OpenedSource {
  readonly pin: string;
  readonly content: string;
  readonly bundle: Bundle;
  /** Holds the folders `policy` and `data`. */
  readonly folder: string;
}

export interface OpenOptions {
  readonly context: SourceContext;
  readonly store: SourceStore;
  readonly bundles: BundlesConfig;
}

/**
 * Opens a source that is pinned: from the cache if it is there, else from where it is.
 * @throws SluiceError SOURCE_UNPINNED, SOURCE_CHANGED, BUNDLE_INVALID, BUNDLE_UNTRUSTED, and those of fetching
 */
export async function openPinned(
  given: string,
  source: BundleSource,
  locked: LockedSource | undefined,
  options: OpenOptions,
): Promise<OpenedSource> {
  const pin = pinOf(given, source, locked);
  const kept = options.store.read(storeKey(source, pin));
  if (kept !== undefined && (locked === undefined || contentDigest(kept) === locked.content))
    return open({ pin, files: kept }, source, options, true);
  const fetched = await fetchSource(source, pin, options.context);
  const content = contentDigest(fetched.files);
  if (locked !== undefined && locked.content !== content)
    throw changed(source, `its files are ${content}, and the lock file says ${locked.content}`);
  return open(fetched, source, options, false);
}

/** Opens a source as it is now, and keeps it: what `sluice pull` does. */
export async function openCurrent(
  source: BundleSource,
  pin: string | undefined,
  options: OpenOptions,
): Promise<OpenedSource> {
  const kept = pin === undefined ? undefined : options.store.read(storeKey(source, pin));
  if (pin !== undefined && kept !== undefined) return open({ pin, files: kept }, source, options, true);
  return open(await fetchSource(source, pin, options.context), source, options, false);
}

/** A bundle file of this machine is what it is; everything else must have been looked at by somebody. */
function pinOf(given: string, source: BundleSource, locked: LockedSource | undefined): string {
  if (source.kind === 'archive') return `sha256:${sha256(readArchive(source))}`;
  const pin = source.pin ?? locked?.pin;
  if (pin === undefined) throw unpinned(given, source);
  if (locked !== undefined && locked.pin !== pin)
    throw changed(source, `it is named with ${pin}, and the lock file says ${locked.pin}`);
  return pin;
}

function unpinned(given: string, { kind }: BundleSource): SluiceError {
  const places: Readonly<Record<BundleSource['kind'], string>> = {
    archive: '',
    http: '#sha256:… to the URL',
    oci: '@sha256:… to the reference',
    git: '?ref= with the whole id of a commit',
  };
  return new SluiceError(
    'SOURCE_UNPINNED',
    `${visible(given)} may be something else tomorrow; pin it with: sluice pull ${visible(given)} (writes sluice.lock.json), or add ${places[kind]}`,
  );
}

const changed = ({ label }: BundleSource, problem: string): SluiceError =>
  new SluiceError('SOURCE_CHANGED', `${label}: ${problem}; if the change is meant, run "sluice pull"`);

function open(
  { pin, files }: FetchedSource,
  source: BundleSource,
  { store, bundles }: OpenOptions,
  isKept: boolean,
): OpenedSource {
  verifyBundle(files, bundles, source.label);
  const bundle = toBundle(files, source.kind === 'git' ? 'folder' : 'bundle', source.label);
  requireContent(bundle, source.label);
  const key = storeKey(source, pin);
  const folder = isKept ? store.folder(key) : store.write(key, files, bundle);
  return { pin, content: contentDigest(files), bundle, folder };
}

/** A bundle of nothing would allow everything. */
export function requireContent({ policy, data }: Bundle, label: string): void {
  if (policy.length + data.length === 0)
    throw new SluiceError('BUNDLE_INVALID', `${label} holds neither Rego nor data; check the address and the folder`);
}

/** The same content may be called by many names; of a repository only one folder is kept. */
function storeKey(source: BundleSource, pin: string): string {
  const name = pin.replace(':', '-');
  switch (source.kind) {
    case 'archive':
    case 'http':
      return `archive-${name}`;
    case 'oci':
      return `oci-${name}`;
    case 'git':
      return `git-${name}-${sha256(source.folder).slice(0, 16)}`;
  }
}
