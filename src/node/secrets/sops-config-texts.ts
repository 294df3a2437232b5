import path from 'node:path';
import { relatedFileReader } from './read-related-file.ts';

const SOPS_CONFIG = '.sops.yaml';

/**
 * What SOPS is told to encrypt, in the folders of some files and above them up to a root: a verdict about a file depends on it.
 * @param files relative to the root, with `/`
 */
export function sopsConfigTexts(
  root: string,
  files: Iterable<string>,
  trees: readonly string[] = [root],
): readonly (readonly [string, string])[] {
  const folders = new Set<string>(['.']);
  for (const file of files) {
    for (let folder = path.posix.dirname(file); !folders.has(folder); folder = path.posix.dirname(folder)) {
      folders.add(folder);
    }
  }
  const read = relatedFileReader(root, trees);
  return [...folders].flatMap((folder) => {
    const text = read(path.posix.join(folder, SOPS_CONFIG));
    return text === undefined ? [] : [[folder, text] as const];
  });
}
