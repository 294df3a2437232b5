import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { isBinary } from '../evaluation/source.ts';
import { isInside } from '../files/walk-files.ts';

/** Where the files are that others name: in folders, or at hand as texts. Plain data: it crosses to worker threads as it is. */
export type RelatedFiles = FilesInTrees | { readonly texts: ReadonlyMap<string, string> };

export interface FilesInTrees {
  /** The folder that paths are relative to. */
  readonly root: string;
  /** The folders that files may lie in: what a repository says must not lead out of it. */
  readonly trees: readonly string[];
}

/** A file that is named to become a Secret is small; a larger one is none that anybody wrote. */
const MAX_BYTES = 1024 * 1024;

/** Reads files that documents name. It gives undefined for what is not there, leads out, or is no text. */
export function relatedFileReader(files: RelatedFiles): (file: string) => string | undefined {
  return 'texts' in files ? (file) => files.texts.get(file) : (file) => readInTrees(files, file);
}

function readInTrees({ root, trees }: FilesInTrees, file: string): string | undefined {
  try {
    const absolute = realpathSync(path.resolve(realpathSync(root), file));
    const stats = statSync(absolute);
    const isWithin = trees.some((tree) => isInside(realpathSync(tree), absolute));
    if (!isWithin || !stats.isFile() || stats.size > MAX_BYTES) return undefined;
    const bytes = readFileSync(absolute);
    return isBinary(bytes) ? undefined : bytes.toString('utf8');
  } catch {
    // Not there, or not to be read: then nothing can be said about it.
    return undefined;
  }
}
