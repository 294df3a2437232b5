import type { SearchOutcome, TextFinding } from './finding.ts';

/** A text with one character for each byte (latin1), so that offsets in it are offsets in the file. */
export interface SearchedText {
  /** Relative to the root of the run, with `/`; rules and allowlists may be about it. */
  readonly path: string;
  readonly text: string;
  /** The same bytes, where they are at hand: then nothing is copied to look for keywords. */
  readonly bytes?: Uint8Array;
  /** For allowlists that name commits. */
  readonly commit?: string;
}

/** Searches texts by a set of rules. Made once for a run; holds no text between two calls. */
export interface TextScanner {
  search(input: SearchedText): SearchOutcome<TextFinding>;
}

/** Keyed hash as lower-case hex (HMAC-SHA256); a port, because the key and the hash are the platform's. */
export type KeyedHash = (text: string) => string;

/** What a scanner needs of the platform. */
export interface ScannerPorts {
  readonly keyedHash: KeyedHash;
  /** Milliseconds, from any beginning. */
  readonly clock: () => number;
}

export interface ScannerOptions {
  /** Milliseconds for one text. Default: 2000. */
  readonly budgetMs?: number;
  /** How many encodings are taken off. Default: 2. */
  readonly decodeDepth?: number;
  /** Whether of several findings in one place only the one that says most is told, or all (gitleaks does). Default: `resolve`. */
  readonly overlaps?: 'resolve' | 'keep';
}
