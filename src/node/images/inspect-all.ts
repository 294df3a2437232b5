import type { ImageFinding } from '../../core/images/image-fact.ts';
import type { ImageInspector } from './create-image-inspector.ts';
import type { ImageAccess } from './image-registry.ts';

/** Registries see to it themselves that they are not asked too much at once; this bounds what waits in memory. */
const AT_ONCE = 64;

/** What there is to know about each of some images, by name as it is written. */
export async function inspectAll(
  inspector: ImageInspector,
  names: readonly string[],
  access?: ImageAccess,
): Promise<ReadonlyMap<string, ImageFinding>> {
  const findings = new Map<string, ImageFinding>();
  const waiting = names.values();
  const work = async (): Promise<void> => {
    for (const name of waiting) findings.set(name, await inspector.inspect(name, access));
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, names.length) }, work));
  return findings;
}
