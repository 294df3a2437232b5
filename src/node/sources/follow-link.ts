import { LINK_MODE, type GitEntry, type GitTree } from './git-tree.ts';

/** Where a symbolic link of a tree leads, as Git's own tree has it: nothing of the file system is asked. */
export type LinkTarget =
  | { readonly kind: 'file'; readonly entry: GitEntry }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'outside' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'loop' };

/** As many as Linux follows. */
const MAX_HOPS = 40;

/** @param links what each link says, by the id of its blob */
export function followLink(tree: GitTree, links: ReadonlyMap<string, string>, from: string): LinkTarget {
  const todo = from.split('/').reverse();
  const at: string[] = [];
  let hops = 0;
  for (let part = todo.pop(); part !== undefined; part = todo.pop()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (at.pop() === undefined) return { kind: 'outside' };
      continue;
    }
    at.push(part);
    const entry = tree.entries.get(at.join('/'));
    if (entry?.mode !== LINK_MODE) continue;
    hops += 1;
    if (hops > MAX_HOPS) return { kind: 'loop' };
    const target = links.get(entry.id);
    if (target === undefined) return { kind: 'missing' };
    if (target.startsWith('/')) return { kind: 'outside' };
    at.pop();
    todo.push(...target.split('/').reverse());
  }
  return endOf(tree, at.join('/'));
}

function endOf(tree: GitTree, path: string): LinkTarget {
  const entry = tree.entries.get(path);
  if (entry !== undefined) return { kind: 'file', entry };
  return path === '' || tree.folders.has(path) ? { kind: 'folder', path } : { kind: 'missing' };
}
