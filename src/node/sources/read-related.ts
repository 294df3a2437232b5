import { resolvePath } from '../../core/secrets/structure/resolve-path.ts';
import { SOPS_CONFIG } from '../../core/secrets/structure/sops/sops-config-name.ts';
import type { Source } from '../evaluation/source.ts';
import { MAX_RELATED_BYTES, TOO_LARGE, toRelatedFile, type RelatedFile } from '../secrets/related-files.ts';
import { followLink } from './follow-link.ts';
import type { GitPlace } from './git-environment.ts';
import { isFileMode, LINK_MODE, type GitEntry, type GitTree } from './git-tree.ts';
import { readBlobs, type Blob } from './read-blobs.ts';
import { readLinks } from './read-links.ts';

const MAX_BYTES = 512 * 1024 * 1024;

/**
 * Reads the files of a tree that a search of some of its files looks into: what generators of Kustomize name, and what SOPS is
 * told. They are those of the same tree, not what lies on the disk.
 * @throws SluiceError GIT_FAILED
 */
export async function readRelated(
  place: GitPlace,
  tree: GitTree,
  sources: readonly Source[],
): Promise<ReadonlyMap<string, RelatedFile>> {
  const named = [...relatedPaths(sources)].flatMap((path) => tree.entries.get(path) ?? []);
  const links = named.some(isLink) ? await readLinks(place, tree) : new Map<string, string>();
  const files = new Map<string, RelatedFile>();
  const ids = new Map<string, string>();
  for (const entry of named) {
    const target = isLink(entry) ? followLink(tree, links, entry.path) : { kind: 'file' as const, entry };
    if (target.kind !== 'file') files.set(entry.path, { unread: 'it is a link to no file of the repository' });
    else if (isFileMode(target.entry.mode)) ids.set(entry.path, target.entry.id);
  }
  const blobs = await readBlobs(place, ids.values(), { each: MAX_RELATED_BYTES, all: MAX_BYTES });
  for (const [path, id] of ids) files.set(path, ofBlob(blobs.get(id)));
  return files;
}

const isLink = ({ mode }: GitEntry): boolean => mode === LINK_MODE;

function ofBlob(blob: Blob | undefined): RelatedFile {
  if (blob?.kind === 'bytes') return toRelatedFile(blob.bytes);
  return blob?.kind === 'too-large' ? TOO_LARGE : { unread: 'its content is not in this clone' };
}

function relatedPaths(sources: readonly Source[]): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const source of sources) {
    addSopsConfigs(source.path, paths);
    if (isKustomization(source.path) && 'bytes' in source) {
      for (const word of wordsOf(source.bytes)) paths.add(resolvePath(source.path, word) ?? word);
    }
  }
  return paths;
}

/** In the folder of a file, and in each above. */
function addSopsConfigs(path: string, paths: Set<string>): void {
  for (let end = path.lastIndexOf('/'); ; end = path.lastIndexOf('/', end - 1)) {
    const config = path.slice(0, Math.max(0, end + 1)) + SOPS_CONFIG;
    if (paths.has(config)) return;
    paths.add(config);
    if (end < 0) return;
  }
}

/** Whether a file, by its path, is one whose generators name others. */
export const isKustomization = (path: string): boolean => /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/.test(path);

/** Whatever could name a file: `name`, `key=name`, `- "name"`. Which of them does is the search's to know. */
function* wordsOf(bytes: Uint8Array): Generator<string, void, undefined> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  for (const line of text.split(/[\r\n]+/)) {
    yield* line.split(/[\s"',=[\]{}]+/);
    const [, rest = ''] = /^\s*-\s+(.*?)\s*$/.exec(line) ?? [];
    yield unquoted(rest);
    yield unquoted(rest.slice(rest.indexOf('=') + 1));
  }
}

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, '$2');
