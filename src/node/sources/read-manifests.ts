import { DEFAULT_LIMITS } from '../../core/documents/limits.ts';
import type { FoundSources } from '../check/found-sources.ts';
import type { Source } from '../evaluation/source.ts';
import { LEFT_OUT } from '../files/left-out.ts';
import type { GitPlace } from './git-environment.ts';
import { isBinaryBlob } from './is-binary-blob.ts';
import { isBelow, isFileMode, LINK_MODE, type GitEntry, type GitTree } from './git-tree.ts';
import { changeOf } from './change-of.ts';
import { readBlobs, type Blob, type BlobLimits, type StartedObjects } from './read-blobs.ts';
import { readLinks } from './read-links.ts';
import { readRelated } from './read-related.ts';
import {
  isCounted,
  selectManifests,
  type Candidate,
  type SelectedBlob,
  type SelectOptions,
} from './select-manifests.ts';

const MEBIBYTE = 1024 * 1024;

/** Not taken from the module that parses: a hook asks Git before it loads that. */
const MAX_FILE_BYTES = DEFAULT_LIMITS.maxLength;

const MANIFESTS: BlobLimits = { each: MAX_FILE_BYTES, all: 512 * MEBIBYTE };

/** Finds what is to be read among `candidates` and reads it out of Git. Links are followed in `tree`. */
export async function readManifests(
  place: GitPlace,
  candidates: readonly Candidate[],
  tree: GitTree,
  options: SelectOptions,
  started?: StartedObjects,
): Promise<FoundSources> {
  const links = candidates.some(({ mode }) => mode === LINK_MODE)
    ? await readLinks(place, tree)
    : new Map<string, string>();
  const { blobs, skipped, faults } = selectManifests(candidates, tree, links, options);
  const contents = await readBlobs(
    place,
    blobs.flatMap(({ id, befores }) => [id, ...othersOf(id, befores)]),
    MANIFESTS,
    'blob',
    started?.open,
  );
  const sources: Source[] = [];
  const unread = [...faults];
  const left = [...skipped];
  for (const blob of blobs) {
    const { path, id, isText } = blob;
    const content = contents.get(id) ?? { kind: 'missing' };
    if (content.kind === 'bytes') sources.push(toSource(blob, content.bytes, contents));
    else if (content.kind === 'too-large' && isText === true && (await isBinaryBlob(place, id)))
      left.push({ file: path, reason: LEFT_OUT.binaryTooLarge });
    else unread.push({ path, ...explainUnread(path, content) });
  }
  const related = options.all === true ? { related: await readRelated(place, tree, sources) } : {};
  return { sources, skipped: left, faults: unread, ...related };
}

/** A file that only moved, or got another mode, is compared without being read twice. */
const othersOf = (id: string, befores: readonly string[] = []): readonly string[] =>
  befores.includes(id) ? [] : befores;

function toSource(
  { path, id, befores, isText }: SelectedBlob,
  bytes: Uint8Array,
  contents: ReadonlyMap<string, Blob>,
): Source {
  const source: Source = { path, bytes, ...(isText === undefined ? {} : { isText }) };
  return befores === undefined ? source : { ...source, change: changeOf(id, bytes, befores, contents) };
}

/** Why a file of Git is not judged, with what to do. */
export function explainUnread(
  path: string,
  blob: { readonly kind: 'too-large'; readonly size: number } | { readonly kind: 'missing' },
): { readonly code: 'INPUT_TOO_LARGE' | 'GIT_FAILED'; readonly message: string } {
  switch (blob.kind) {
    case 'too-large': {
      const size = `${(blob.size / MEBIBYTE).toFixed(1)} MiB; at most ${MAX_FILE_BYTES / MEBIBYTE} MiB are read`;
      return {
        code: 'INPUT_TOO_LARGE',
        message: `${path} is ${size}. Split it, or list it under "ignore" in sluice.yaml`,
      };
    }
    case 'missing':
      return {
        code: 'GIT_FAILED',
        message: `${path}: its content is not in this clone, which is partial or damaged; fetch it, for example with "git fetch --refetch"`,
      };
  }
}

/**
 * Manifests of the tree that are not judged, for the Namespaces that they declare. What cannot be read here is left out: a
 * Namespace that nobody declares is unknown, and never guessed.
 */
export async function readContext(
  place: GitPlace,
  { entries }: GitTree,
  judged: readonly Source[],
  options: SelectOptions,
): Promise<readonly Source[]> {
  const known = new Set(judged.map(({ path }) => path));
  const others = [...entries.values()].filter(
    ({ path, mode }) => isFileMode(mode) && !known.has(path) && isCounted(path, options),
  );
  const tree = { entries, folders: new Set<string>() };
  const { blobs } = selectManifests(others, tree, new Map(), { ...options, all: false });
  const contents = await readBlobs(
    place,
    blobs.map(({ id }) => id),
    MANIFESTS,
  );
  return blobs.flatMap(({ path, id }) => {
    const blob = contents.get(id);
    return blob?.kind === 'bytes' ? [{ path, bytes: blob.bytes }] : [];
  });
}

/** The entries at or below the given paths, in the order of the tree. */
export function entriesBelow({ entries }: GitTree, folders: readonly string[]): readonly GitEntry[] {
  return [...entries.values()].filter(({ path }) => isBelow(path, folders));
}
