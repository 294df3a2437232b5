import { resolvePath } from '../../core/secrets/structure/resolve-path.ts';
import { isBinary, type Source } from '../evaluation/source.ts';
import type { GitPlace } from './git-environment.ts';
import { isFileMode, type GitTree } from './git-tree.ts';
import { readBlobs } from './read-blobs.ts';

export const SOPS_CONFIG = '.sops.yaml';

const MEBIBYTE = 1024 * 1024;

/** A file that is named to become a Secret is small; a larger one is none that anybody wrote. */
const RELATED = { each: MEBIBYTE, all: 512 * MEBIBYTE } as const;

/**
 * Reads the files of a tree that a search of some of its files looks into: what generators of Kustomize name, and what SOPS is
 * told. They are those of the same tree, not what lies on the disk.
 * @throws SluiceError GIT_FAILED
 */
export async function readRelated(
  place: GitPlace,
  { entries }: GitTree,
  sources: readonly Source[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const path of relatedPaths(sources)) {
    const entry = entries.get(path);
    if (entry !== undefined && isFileMode(entry.mode)) ids.set(path, entry.id);
  }
  const blobs = await readBlobs(place, ids.values(), RELATED);
  const texts = new Map<string, string>();
  for (const [path, id] of ids) {
    const blob = blobs.get(id);
    if (blob?.kind === 'bytes' && !isBinary(blob.bytes)) texts.set(path, Buffer.from(blob.bytes).toString('utf8'));
  }
  return texts;
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
