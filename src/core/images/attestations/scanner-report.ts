import type { ScanFact } from '../attestation.ts';

/** A scanner's report, read: what it found, and what it says that it looked at. */
export interface ScannerReport {
  readonly scan: ScanFact;
  /** References and digests, as they are written. */
  readonly images: readonly string[];
}

/** What came of reading: `undefined` is a document of another kind, a text is why it is no evidence of anything. */
export type ScannerAnswer = ScannerReport | string | undefined;

/** Most names of one image that are kept. */
export const MOST_NAMES = 100;
