import type { JsonValue } from '../model/json.ts';
import { fieldText } from '../model/location.ts';
import { findImageUses, type ImagePlaces } from './find-image-uses.ts';
import type { ImageFact, ImageFinding } from './image-fact.ts';
import type { ImageUse } from './image-use.ts';
import { NOTHING_FOUND } from './nothing-found.ts';

/** What is known about images: what was found out about each name, and where objects have names. Plain data. */
export interface ImageKnowledge {
  readonly places: readonly ImagePlaces[];
  /** By name as it is written. */
  readonly findings: ReadonlyMap<string, ImageFinding>;
}

/** The images of an object and what is known about each, by name as it is written. */
export type ImageFacts = Readonly<Record<string, ImageFact>>;

/** The facts about the images that an object names. An image that nobody asked about is a fact, too: it is never left out. */
export function imageFacts({ places, findings }: ImageKnowledge, object: JsonValue): ImageFacts {
  const uses = new Map<string, ImageUse[]>();
  for (const use of findImageUses(object, places)) {
    const same = uses.get(use.image);
    if (same === undefined) uses.set(use.image, [use]);
    else same.push(use);
  }
  const names = [...uses.keys()].sort();
  return Object.fromEntries(names.map((name) => [name, toFact(findings.get(name) ?? forgotten(name), uses.get(name))]));
}

function toFact(finding: ImageFinding, uses: readonly ImageUse[] = []): ImageFact {
  return { ...finding, where: uses.map(({ path }) => fieldText(path)), paths: uses.map(({ path }) => path) };
}

/** Nobody meant to leave it out, so it is as bad as a registry that does not answer. */
const forgotten = (ref: string): ImageFinding => ({ ...notAsked(ref, 'nobody asked about it'), status: 'error' });

/** The finding about an image that was left out on purpose. */
export function notAsked(ref: string, why: string): ImageFinding {
  return {
    ref,
    registry: '',
    repository: '',
    pinned: false,
    status: 'skipped',
    code: 'IMG_NOT_ASKED',
    message: `was not checked: ${why}`,
    ...NOTHING_FOUND,
  };
}
