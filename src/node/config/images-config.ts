import path from 'node:path';
import type { Authority } from '../../core/images/authority.ts';
import type { ImagePlaces } from '../../core/images/find-image-uses.ts';

/** Who must have signed which images, and how they are asked about. Files are read, so nothing is missing later. */
export interface ImagesConfig {
  readonly authorities: readonly Authority[];
  /** The JSON of each `trusted_root.json` by its name; Sigstore's own is not among them. */
  readonly trustRoots: Readonly<Record<string, string>>;
  /** Where objects of further kinds name images. */
  readonly places: readonly ImagePlaces[];
  /** Absolute. Absent only where there is no config. */
  readonly lock?: string;
  /** How long what was verified may be believed at admission when a registry cannot be asked; 0: not at all. */
  readonly staleIfErrorHours: number;
  /** How long what was found out is remembered where images are asked about again and again. */
  readonly cacheMinutes: number;
  /** Globs over the paths that a run shows, of scanners' reports. */
  readonly evidence: readonly string[];
  /** What people should know about the authorities, each with its place. */
  readonly notices: readonly string[];
}

export const DEFAULT_IMAGES_CONFIG: ImagesConfig = {
  authorities: [],
  trustRoots: {},
  places: [],
  staleIfErrorHours: 0,
  cacheMinutes: 60,
  evidence: [],
  notices: [],
};

const IMAGES_LOCK_NAME = 'images.lock.json';

/** The lock file of images: as the config says, else beside the config, else in the working directory. */
export function imagesLockFile(
  { file, images }: { readonly file?: string; readonly images: ImagesConfig },
  cwd: string,
): string {
  return images.lock ?? path.join(file === undefined ? cwd : path.dirname(file), IMAGES_LOCK_NAME);
}
