import type { GitPlace } from './git-environment.ts';
import { LINK_MODE, type GitTree } from './git-tree.ts';
import { readBlobs, type BlobLimits } from './read-blobs.ts';

const MEBIBYTE = 1024 * 1024;

/** A link is a path: longer than any system allows, it leads nowhere. */
const LINKS: BlobLimits = { each: 4096, all: 64 * MEBIBYTE };

/**
 * What every link of a tree says, by the id of its blob: one may lead through another.
 * @throws SluiceError GIT_FAILED
 */
export async function readLinks(place: GitPlace, { entries }: GitTree): Promise<ReadonlyMap<string, string>> {
  const ids = [...entries.values()].filter(({ mode }) => mode === LINK_MODE).map(({ id }) => id);
  const blobs = await readBlobs(place, ids, LINKS);
  return new Map(
    [...blobs].flatMap(([id, blob]) =>
      blob.kind === 'bytes' ? [[id, Buffer.from(blob.bytes).toString('utf8')] as const] : [],
    ),
  );
}
