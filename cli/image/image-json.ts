import type { ImageFinding } from '../../src/core/images/image-fact.ts';

/** What was found out, for programs: each image as policies read it in `input.facts.images`. */
export function imageJson(images: readonly ImageFinding[]): string {
  return `${JSON.stringify({ apiVersion: 'sluice.dev/v1alpha1', kind: 'ImageReport', images }, undefined, 2)}\n`;
}
