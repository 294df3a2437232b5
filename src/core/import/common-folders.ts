/** So many folders side by side are named by the one that they lie in. */
const MANY = 3;

/**
 * The fewest folders that hold all the files, `.` being the root: no folder inside of another, and instead of many neighbours
 * their parent. Paths are relative, with `/`.
 */
export function commonFolders(files: readonly string[]): readonly string[] {
  let folders = new Set(files.map(parentOf));
  for (let depth = deepest(folders); depth > 0; depth -= 1) folders = withoutInner(joined(folders, depth));
  return [...withoutInner(folders)].sort();
}

const parentOf = (file: string): string => {
  const slash = file.lastIndexOf('/');
  return slash < 0 ? '.' : file.slice(0, slash);
};

const depthOf = (folder: string): number => (folder === '.' ? 0 : folder.split('/').length);

const deepest = (folders: ReadonlySet<string>): number => Math.max(0, ...[...folders].map(depthOf));

/** Replaces folders of one depth by their parent, where there are many of them in it. */
function joined(folders: ReadonlySet<string>, depth: number): ReadonlySet<string> {
  const neighbours = new Map<string, number>();
  for (const folder of folders) {
    if (depthOf(folder) === depth) neighbours.set(parentOf(folder), (neighbours.get(parentOf(folder)) ?? 0) + 1);
  }
  const isJoined = (folder: string): boolean =>
    depthOf(folder) === depth && (neighbours.get(parentOf(folder)) ?? 0) >= MANY;
  return new Set([...folders].map((folder) => (isJoined(folder) ? parentOf(folder) : folder)));
}

function withoutInner(folders: ReadonlySet<string>): Set<string> {
  const isInner = (folder: string): boolean => {
    for (let above = folder; above !== '.';) {
      above = parentOf(above);
      if (folders.has(above)) return true;
    }
    return false;
  };
  return new Set([...folders].filter((folder) => !isInner(folder)));
}
