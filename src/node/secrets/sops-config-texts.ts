import path from 'node:path';
import { type FilesInTrees, relatedFileReader } from './related-files.ts';

const SOPS_CONFIG = '.sops.yaml';

/**
 * What SOPS is told to encrypt, in the folders of some files and above them up to a root: a verdict about a file depends on it.
 * @param files relative to the root, with `/`
 */
export function sopsConfigTexts(where: FilesInTrees, files: Iterable<string>): readonly (readonly [string, string])[] {
  const folders = new Set<string>(['.']);
  for (const file of files) {
    for (let folder = path.posix.dirname(file); !folders.has(folder); folder = path.posix.dirname(folder)) {
      folders.add(folder);
    }
  }
  const read = relatedFileReader(where);
  return [...folders].flatMap((folder) => {
    const text = read(path.posix.join(folder, SOPS_CONFIG));
    return text === undefined ? [] : [[folder, text] as const];
  });
}
