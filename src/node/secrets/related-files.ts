import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { isBinary } from '../evaluation/source.ts';
import { isInside, reasonOf } from '../files/walk-files.ts';

/** Where the files are that others name: in folders, or at hand by their paths. Plain data: it crosses to worker threads as it is. */
export type RelatedFiles = FilesInTrees | { readonly files: ReadonlyMap<string, RelatedFile> };

export interface FilesInTrees {
  /** The folder that paths are relative to. */
  readonly root: string;
  /** The folders that files may lie in: what a repository says must not lead out of it. */
  readonly trees: readonly string[];
}

/** What a file says, or why that is not known. */
export type RelatedFile = { readonly text: string } | { readonly unread: string };

/** A file that is named to become a Secret is small; a larger one is none that anybody wrote. */
export const MAX_RELATED_BYTES: number = 1024 * 1024;

/** Reads files that others name; undefined is what is not there. */
export function relatedFileReader(related: RelatedFiles): (file: string) => RelatedFile | undefined {
  return 'files' in related ? (file) => related.files.get(file) : (file) => readInTrees(related, file);
}

/** The same for who cannot say anything about what is not read. */
export function relatedTextReader(related: RelatedFiles): (file: string) => string | undefined {
  const read = relatedFileReader(related);
  return (file) => {
    const found = read(file);
    return found !== undefined && 'text' in found ? found.text : undefined;
  };
}

function readInTrees({ root, trees }: FilesInTrees, file: string): RelatedFile | undefined {
  try {
    const named = path.resolve(realpathSync(root), file);
    const absolute = realpathSync(named);
    const isWithin = (real: string): boolean => trees.some((tree) => isInside(realpathSync(tree), real));
    if (isWithin(absolute)) return readSmall(absolute);
    return isWithin(realpathSync(path.dirname(named))) ? { unread: 'it is a link out of the tree' } : undefined;
  } catch (error) {
    return isNotThere(error) ? undefined : { unread: reasonOf(error) };
  }
}

function readSmall(absolute: string): RelatedFile {
  const stats = statSync(absolute);
  if (!stats.isFile()) return { unread: 'it is no file' };
  return stats.size > MAX_RELATED_BYTES ? TOO_LARGE : toRelatedFile(readFileSync(absolute));
}

export const TOO_LARGE: RelatedFile = { unread: 'it is larger than 1 MiB' };

export function toRelatedFile(bytes: Uint8Array): RelatedFile {
  if (isBinary(bytes)) return { unread: 'it is binary' };
  return { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8') };
}

const isNotThere = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
