import type { Authority } from './authority.ts';
import type { Reference } from './reference.ts';

/** Whether an image is held to the authority: one of its globs matches the image, and none that excludes. */
export function coversImage(
  { images, exclude }: Pick<Authority, 'images' | 'exclude'>,
  { registry, repository }: Pick<Reference, 'registry' | 'repository'>,
): boolean {
  const name = `${registry}/${repository}`;
  return images.some((glob) => matchesImageGlob(glob, name)) && !exclude.some((glob) => matchesImageGlob(glob, name));
}

/**
 * Whether a glob matches the whole of a name: `*` is any text without a slash, `**` any text. Takes time in proportion to the
 * two, whatever they hold: names of images are written by anybody.
 */
export function matchesImageGlob(glob: string, name: string): boolean {
  let ends = new Set([0]);
  for (const part of glob.split(/(\*+)/)) ends = endsAfter(part, name, ends);
  return ends.has(name.length);
}

/** Where a part of a glob can end that begins at one of `starts`. */
function endsAfter(part: string, name: string, starts: ReadonlySet<number>): Set<number> {
  const ends = new Set<number>();
  for (const start of starts) {
    if (!part.startsWith('*')) {
      if (name.startsWith(part, start)) ends.add(start + part.length);
    } else if (!ends.has(start)) {
      const end = part === '*' ? endOfSegment(name, start) : name.length;
      for (let at = start; at <= end; at += 1) ends.add(at);
    }
  }
  return ends;
}

function endOfSegment(name: string, start: number): number {
  const slash = name.indexOf('/', start);
  return slash < 0 ? name.length : slash;
}
