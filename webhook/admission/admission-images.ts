import { findImageUses, type ImagePlaces } from '../../src/core/images/find-image-uses.ts';
import type { ImageFinding } from '../../src/core/images/image-fact.ts';
import { imageFacts, notAsked, type ImageFacts } from '../../src/core/images/image-facts.ts';
import { findPullSecretNeeds } from '../../src/core/images/pull-secret-needs.ts';
import { isJsonObject } from '../../src/core/model/json.ts';
import { metadataOf } from '../../src/core/resources/to-resources.ts';
import type { ImageInspector } from '../../src/node/images/create-image-inspector.ts';
import type { PullSecret } from '../../src/node/images/image-registry.ts';
import { inspectAll } from '../../src/node/images/inspect-all.ts';
import type { PullSecretReader } from '../../src/node/images/pull-secret-reader.ts';
import type { JudgeSubject } from './admission-subject.ts';

/** Finds out about the images of an object under admission. Every image has its fact, also when nobody answers in time. */
export type AdmissionImages = (subject: JudgeSubject, limitMs: number) => Promise<ImageFacts>;

export interface AdmissionImagesOptions {
  readonly inspector: ImageInspector;
  readonly places: readonly ImagePlaces[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Absent: pull secrets of pods are not read. */
  readonly pullSecrets?: PullSecretReader | undefined;
  /** Whether somebody must be asked about an image. Default: about all. */
  readonly isAsked?: (name: string) => boolean;
}

/** No object that people write names more, and each may cost questions to a registry. */
const MOST_IMAGES = 200;

export function createAdmissionImages(options: AdmissionImagesOptions): AdmissionImages {
  const { inspector, places, now, isAsked = () => true } = options;
  return async (subject, limitMs) => {
    const { object } = subject.resource;
    const names = [...new Set(findImageUses(object, places).map(({ image }) => image))].sort();
    // What goes away must be able to go, whatever has become of its images.
    if (names.length === 0 || isLeaving(subject)) return {};
    if (names.length > MOST_IMAGES) return imageFacts({ places, findings: refuseAll(names) }, object);
    const deadline = now() + timeForImages(limitMs);
    const pullSecrets = names.some(isAsked) ? await secretsOf(subject, deadline, options) : [];
    const findings = await inspectAll(inspector, names, { deadline, pullSecrets });
    return imageFacts({ places, findings }, object);
  };
}

const UNREAD: readonly PullSecret[] = [
  { name: 'of pods', problem: 'not read: it takes --images-pull-secrets' },
];

/** Of the Namespace that the object is in, and of no other. Half of the time is for the registries. */
async function secretsOf(
  { resource: { identity, object } }: JudgeSubject,
  deadline: number,
  { pullSecrets, now }: AdmissionImagesOptions,
): Promise<readonly PullSecret[]> {
  const needs = findPullSecretNeeds(object);
  if (identity.namespace === '' || needs.length === 0) return [];
  if (pullSecrets === undefined) return UNREAD;
  const limitMs = Math.max(1, Math.round((deadline - now()) / 2));
  return pullSecrets.read(identity.namespace, needs, AbortSignal.timeout(limitMs));
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
