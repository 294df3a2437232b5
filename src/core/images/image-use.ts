import type { FieldPath } from '../model/location.ts';

/** A place in an object where an image is named. */
export interface ImageUse {
  /** As it is written there. */
  readonly image: string;
  readonly path: FieldPath;
}
