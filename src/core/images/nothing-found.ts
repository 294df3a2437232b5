import type { ImageFinding } from './image-fact.ts';

/** The part of a finding that says what speaks for an image: nothing does. */
export const NOTHING_FOUND: Pick<ImageFinding, 'authorities' | 'signatures' | 'attestations' | 'scans'> = {
  authorities: [],
  signatures: [],
  attestations: [],
  scans: [],
};
