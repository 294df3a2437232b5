import type { ModuleInspection } from './module-inspection.ts';

/** True when one of the modules reads what Gatekeeper calls a review. */
export const readsReview = (files: readonly ModuleInspection[]): boolean => readsInput(files, REVIEW);

/** True when one of the modules reads what only the API server knows of a request. */
export const readsAdmissionOnly = (files: readonly ModuleInspection[]): boolean => readsInput(files, ADMISSION_ONLY);

/**
 * Whether a package may read what was found of secrets.
 * @param used modules of other packages that it uses
 */
export const readsSecrets = (files: readonly ModuleInspection[], used: readonly ModuleInspection[]): boolean =>
  readsInput(files, SECRETS) || readsInput(used, SECRETS_BY_NAME);

/** The same of images. */
export const readsImages = (files: readonly ModuleInspection[], used: readonly ModuleInspection[]): boolean =>
  readsInput(files, IMAGES) || readsInput(used, IMAGES_BY_NAME);

const readsInput = (files: readonly ModuleInspection[], what: RegExp): boolean =>
  files.some(({ inputs }) => inputs.some((input) => what.test(input)));

const REVIEW = /^input\.review\b/;
const ADMISSION_ONLY = /^input\.review\.(?:userInfo|oldObject|options|dryRun)\b/;
/** `input.facts` and `input` as a whole may be read for the secrets, and the images, in them. */
const SECRETS = /^input(?:\.facts(?:\.secrets\b.*)?)?$/;
const IMAGES = /^input(?:\.facts(?:\.images\b.*)?)?$/;
/** A library that reads `input` as a whole looks for something else: which form of input it is, mostly. */
const SECRETS_BY_NAME = /^input\.facts(?:\.secrets\b.*)?$/;
const IMAGES_BY_NAME = /^input\.facts(?:\.images\b.*)?$/;
