import path from 'node:path';
import { sha256Of } from '../digest.ts';
import { sluiceVersion } from '../sluice-version.ts';
import { openCacheStore } from './cache-store.ts';

/** What `KnownPasses` learned in earlier runs. */
export interface PassMemory {
  readonly earlier: ReadonlySet<string>;
  /** Keeps what this run learned. */
  readonly learn: (names: readonly string[]) => void;
}

/** More Namespaces than this are not kept. */
const MOST_NAMES = 256;

/** Policy sets that are kept, as far as chance gives each a place of its own: the last one wins. */
const PLACE_CHARACTERS = 1;

/**
 * Opens what is known of a policy set.
 * @param policySet its digest, which stands for policies, constraints, data and engine
 */
export function openPassMemory(cacheDir: string, policySet: string, onNotice: (message: string) => void): PassMemory {
  const store = openCacheStore({ folder: path.join(cacheDir, 'passes'), onNotice });
  const key = sha256Of([sluiceVersion(), policySet]);
  const place = key.slice(0, PLACE_CHARACTERS);
  const earlier = new Set(namesIn(store.read(place), key));
  return {
    earlier,
    learn: (names) => {
      if (names.length === 0 || earlier.size + names.length > MOST_NAMES) return;
      store.write(place, Buffer.from([key, ...earlier, ...names].join('\n')));
    },
  };
}

/** The names are JSON, which has no line feed. */
function namesIn(entry: Uint8Array | undefined, key: string): readonly string[] {
  const [of, ...names] = entry === undefined ? [] : Buffer.from(entry).toString('utf8').split('\n');
  return of === key ? names : [];
}
