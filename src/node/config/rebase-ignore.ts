import path from 'node:path';

/**
 * Makes ignore patterns that are relative to the config's folder mean the same in `cwd`, where the run shows paths relative
 * to `cwd` and whole paths for files outside of it. A pattern without `/` matches a name at any depth and needs no change.
 */
export function rebaseIgnore(patterns: readonly string[], folder: string, cwd: string): readonly string[] {
  if (path.resolve(folder) === path.resolve(cwd)) return patterns;
  return patterns.flatMap((pattern) => rebase(pattern, folder, cwd));
}

function rebase(given: string, folder: string, cwd: string): readonly string[] {
  const pattern = given.replace(/^\.?\//, '');
  const isAnchored = given.replace(/\/+$/, '').includes('/');
  if (!isAnchored || pattern.startsWith('**/')) return [given];
  const below = path.relative(folder, cwd);
  const whole = `${folder.split(path.sep).join('/')}/${pattern}`;
  if (below.startsWith('..') || path.isAbsolute(below)) return [whole];
  const inside = remainder(pattern.replace(/\/+$/, '').split('/'), below.split(path.sep));
  return inside === undefined ? [whole] : [whole, inside];
}

/** What is left of a pattern below a folder, with `/` in front: it must not match deeper down. Undefined: nothing. */
function remainder(pattern: readonly string[], folders: readonly string[]): string | undefined {
  const [first, ...rest] = pattern;
  const [folder, ...deeper] = folders;
  if (first === undefined) return '**';
  if (folder === undefined) return `/${pattern.join('/')}`;
  if (first === '**') return pattern.join('/');
  return matchesSegment(first, folder) ? remainder(rest, deeper) : undefined;
}

function matchesSegment(glob: string, name: string): boolean {
  const body = glob
    .replaceAll(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${body}$`, 's').test(name);
}
