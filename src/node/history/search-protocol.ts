import type { SearchedVersion } from './file-version.ts';
import type { ReadVersion } from './version-searcher.ts';

/** Some versions for one thread. Their bytes are handed over, not copied. */
export interface SearchOrder {
  readonly versions: readonly ReadVersion[];
}

/** What came of an order, in its order. */
export interface SearchReply {
  readonly searched: readonly SearchedVersion[];
}
