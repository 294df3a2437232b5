import type { ModuleInspection } from './module-inspection.ts';

/** Modules by their package. */
export type Packages = ReadonlyMap<string, readonly ModuleInspection[]>;

/** The modules of the other packages that a package refers to, those included that these refer to, however far it goes. */
export function usedModules(packages: Packages, of: string): readonly ModuleInspection[] {
  const seen = new Set([of]);
  // Grows while it is walked.
  for (const name of seen) {
    const uses = (packages.get(name) ?? []).flatMap((file) => file.uses);
    for (const other of packages.keys()) if (uses.some((use) => reaches(use, other))) seen.add(other);
  }
  seen.delete(of);
  return [...seen].flatMap((name) => packages.get(name) ?? []);
}

/** A reference may go into a package, or stop above it. */
function reaches(use: string, packagePath: string): boolean {
  const root = `data.${packagePath}`;
  return isWithin(use, root) || isWithin(root, use);
}

const isWithin = (path: string, root: string): boolean =>
  path === root || path.startsWith(`${root}.`) || path.startsWith(`${root}[`);
