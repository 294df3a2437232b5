import path from 'node:path';
import { SOPS_CONFIG } from '../../core/secrets/structure/sops/sops-config-name.ts';
import { displayPath, isInside } from '../files/walk-files.ts';
import { type FilesInTrees, type RelatedFile, type RelatedFiles, relatedFileReader } from './related-files.ts';

/** A `.sops.yaml`, by the path that reports show. */
export type SopsConfigFile = readonly [path: string, read: RelatedFile];

/**
 * What SOPS is told to encrypt, in the folders of some files and above them, to the top of their trees: a verdict about a file
 * depends on it.
 * @param files as reports show them
 */
export function findSopsConfigs(related: RelatedFiles, files: Iterable<string>): readonly SopsConfigFile[] {
  if ('files' in related) return [...related.files].filter(([file]) => path.posix.basename(file) === SOPS_CONFIG);
  const read = relatedFileReader(related);
  return [...foldersAround(related, files)].flatMap((folder) => {
    const file = displayPath(related.root, path.join(folder, SOPS_CONFIG));
    const found = read(file);
    return found === undefined ? [] : [[file, found] as const];
  });
}

function foldersAround({ root, trees }: FilesInTrees, files: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  const isInTree = (folder: string): boolean => trees.some((tree) => isInside(tree, folder));
  for (const file of ['.', ...files]) {
    let folder = path.dirname(path.resolve(root, file === '.' ? SOPS_CONFIG : file));
    for (; !folders.has(folder) && isInTree(folder); folder = path.dirname(folder)) folders.add(folder);
  }
  return folders;
}
