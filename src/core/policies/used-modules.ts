import { reachable } from '../reachable.ts';
import type { ModuleInspection } from './module-inspection.ts';

/** Modules by their package. */
export type Packages = ReadonlyMap<string, readonly ModuleInspection[]>;

/** The modules of the other packages that a package refers to, those included that these refer to, however far it goes. */
export function usedModules(packages: Packages, of: string): readonly ModuleInspection[] {
  const used = reachable([of], (name) => {
    const uses = (packages.get(name) ?? []).flatMap((file) => file.uses);
    return [...packages.keys()].filter((other) => uses.some((use) => reaches(use, other)));
  });
  return [...used].filter((name) => name !== of).flatMap((name) => packages.get(name) ?? []);
}

/** A reference may go into a package, or stop above it. */
function reaches(use: string, packagePath: string): boolean {
  const root = `data.${packagePath}`;
  return isWithin(use, root) || isWithin(root, use);
}

const isWithin = (path: string, root: string): boolean =>
  path === root || path.startsWith(`${root}.`) || path.startsWith(`${root}[`);
