import { findImageUses, type ImagePlaces } from '../src/core/images/find-image-uses.ts';
import type { ImageFinding } from '../src/core/images/image-fact.ts';
import { imageFacts, notAsked, type ImageFacts } from '../src/core/images/image-facts.ts';
import { isJsonObject } from '../src/core/model/json.ts';
import { metadataOf } from '../src/core/resources/to-resources.ts';
import type { ImageInspector } from '../src/node/images/create-image-inspector.ts';
import { inspectAll } from '../src/node/images/inspect-all.ts';
import type { JudgeSubject } from './admission-subject.ts';

/** Finds out about the images of an object under admission. Every image has its fact, also when nobody answers in time. */
export type AdmissionImages = (subject: JudgeSubject, limitMs: number) => Promise<ImageFacts>;

export interface AdmissionImagesOptions {
  readonly inspector: ImageInspector;
  readonly places: readonly ImagePlaces[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** No object that people write names more, and each may cost questions to a registry. */
const MOST_IMAGES = 200;

export function createAdmissionImages({ inspector, places, now }: AdmissionImagesOptions): AdmissionImages {
  return async (subject, limitMs) => {
    const { object } = subject.resource;
    const names = [...new Set(findImageUses(object, places).map(({ image }) => image))].sort();
    // What goes away must be able to go, whatever has become of its images.
    if (names.length === 0 || isLeaving(subject)) return {};
    if (names.length > MOST_IMAGES) return imageFacts({ places, findings: refuseAll(names) }, object);
    const findings = await inspectAll(inspector, names, { deadline: now() + timeForImages(limitMs) });
    return imageFacts({ places, findings }, object);
  };
}

function refuseAll(names: readonly string[]): ReadonlyMap<string, ImageFinding> {
  const why = `the object names ${names.length} images, and ${MOST_IMAGES} are the most that one object may name`;
  return new Map(names.map((name) => [name, { ...notAsked(name, why), status: 'error', code: 'IMG_TOO_LARGE' }]));
}

/** The rest is for the policies, and for the answer. */
const timeForImages = (limitMs: number): number => Math.max(limitMs / 2, limitMs - 1000);

function isLeaving({ request, resource }: JudgeSubject): boolean {
  if (request?.operation === 'DELETE') return true;
  return isJsonObject(resource.object) && typeof metadataOf(resource.object)['deletionTimestamp'] === 'string';
}
