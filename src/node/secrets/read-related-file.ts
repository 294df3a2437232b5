import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { isBinary } from '../evaluation/source.ts';
import { isInside } from '../files/walk-files.ts';

/** A file that is named to become a Secret is small; a larger one is none that anybody wrote. */
const MAX_BYTES = 1024 * 1024;

/**
 * Reads files that documents name, below some folders and nowhere else: what a repository says must not lead out of it.
 * @param root what paths are relative to
 * @param trees the folders that files may lie in
 * @returns undefined for what is not there, leads out, or is no text
 */
export function relatedFileReader(root: string, trees: readonly string[]): (file: string) => string | undefined {
  return (file) => {
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
  };
}
