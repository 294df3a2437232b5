/** Bounds on what one file may cost. Each one is a fault when it is exceeded, never a truncation. */
export interface ParseLimits {
  /** Longest text in UTF-16 code units, and longest file in bytes. Default 50 Mi. */
  readonly maxLength: number;
  /** Most documents in one file, empty ones included. Default 1,000,000. */
  readonly maxDocuments: number;
  /** Most faulty documents in one file. Default 1,000. */
  readonly maxFaults: number;
  /** Deepest nesting of collections, aliases expanded. Default 200; the reader that Kubernetes uses allows 10,000. */
  readonly maxDepth: number;
  /** Most JSON characters that the aliases of one document may expand to. Default 1 Mi. */
  readonly maxAliasExpansion: number;
}

export const DEFAULT_LIMITS: ParseLimits = {
  maxLength: 50 * 1024 * 1024,
  maxDocuments: 1_000_000,
  maxFaults: 1000,
  maxDepth: 200,
  maxAliasExpansion: 1024 * 1024,
};
