import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { GitPlace } from './git-environment.ts';

/**
 * Whether the working directory is without doubt the root of a working tree, and `.git` in it the repository: so it is for most
 * commits, and then Git need not be asked where it is. What Git itself looks at is looked at here (gitrepository-layout(5)); where
 * anything is unusual the answer is no.
 */
export function isPlainRepository({ cwd, env }: GitPlace): boolean {
  const folder = path.resolve(cwd, '.git');
  const { GIT_DIR: named = folder, GIT_WORK_TREE: root, GIT_COMMON_DIR: common } = env;
  if (path.resolve(cwd, named) !== folder || root !== undefined || common !== undefined) return false;
  try {
    return (
      ['', 'objects', 'refs'].every((name) => statSync(path.join(folder, name)).isDirectory()) &&
      HEAD.test(readFileSync(path.join(folder, 'HEAD'), 'latin1')) &&
      isUsualConfig(readFileSync(path.join(folder, 'config'), 'latin1'))
    );
  } catch {
    return false;
  }
}

const HEAD = /^(?:ref: refs\/|[0-9a-f]{40})/;

/** A working tree elsewhere, or none; a comment that mentions one costs a question and nothing else. */
const isUsualConfig = (text: string): boolean =>
  !/worktree/i.test(text) && !/bare/i.test(text.replaceAll(/^\s*bare\s*=\s*false\s*$/gm, ''));
