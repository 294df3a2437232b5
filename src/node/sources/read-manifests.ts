import { MAX_FILE_BYTES } from '../documents/parse-file.ts';
import type { FoundSources } from '../check/review-sources.ts';
import type { Source } from '../evaluation/source.ts';
import type { GitPlace } from './git-environment.ts';
import { isBelow, LINK_MODE, type GitEntry, type GitTree } from './git-tree.ts';
import { readBlobs, type Blob, type BlobLimits } from './read-blobs.ts';
import { isCounted, selectManifests, type SelectOptions } from './select-manifests.ts';

const MEBIBYTE = 1024 * 1024;

const MANIFESTS: BlobLimits = { each: MAX_FILE_BYTES, all: 512 * MEBIBYTE };

/** A link is a path: longer than any system allows, it leads nowhere. */
const LINKS: BlobLimits = { each: 4096, all: 64 * MEBIBYTE };

/** Finds the manifests among `candidates` and reads them out of Git. Links are followed in `tree`. */
export async function readManifests(
  place: GitPlace,
  candidates: readonly GitEntry[],
  tree: GitTree,
  options: SelectOptions,
): Promise<FoundSources> {
  const links = candidates.some(({ mode }) => mode === LINK_MODE)
    ? await readLinks(place, tree)
    : new Map<string, string>();
  const { blobs, skipped, faults } = selectManifests(candidates, tree, links, options);
  const contents = await readBlobs(
    place,
    blobs.map(({ id }) => id),
    MANIFESTS,
  );
  const sources: Source[] = [];
  const unread = [...faults];
  for (const { path, id } of blobs) {
    const blob = contents.get(id) ?? { kind: 'missing' };
    if (blob.kind === 'bytes') sources.push({ path, bytes: blob.bytes });
    else unread.push({ path, ...explain(path, blob) });
  }
  return { sources, skipped, faults: unread };
}

/** Every link of the tree, because one may lead through another. */
async function readLinks(place: GitPlace, { entries }: GitTree): Promise<ReadonlyMap<string, string>> {
  const ids = [...entries.values()].filter(({ mode }) => mode === LINK_MODE).map(({ id }) => id);
  const blobs = await readBlobs(place, ids, LINKS);
  return new Map(
    [...blobs].flatMap(([id, blob]) =>
      blob.kind === 'bytes' ? [[id, Buffer.from(blob.bytes).toString('utf8')] as const] : [],
    ),
  );
}

function explain(
  path: string,
  blob: Exclude<Blob, { readonly kind: 'bytes' }>,
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
    ({ path, mode }) => mode.startsWith('100') && !known.has(path) && isCounted(path, options),
  );
  const tree = { entries, folders: new Set<string>() };
  const { blobs } = selectManifests(others, tree, new Map(), options);
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
