import { inSilence } from './read-leaf.ts';
import type { Reading } from './search.ts';

/** References and schemas: names say nothing there, so only what is certain in itself counts. */
export const settled: Reading = (value, place, search) => search.anything(value, place, inSilence(search));
