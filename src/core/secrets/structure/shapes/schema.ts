import { fields, nothing, type Reading } from '../search.ts';
import { settled } from '../settled.ts';

/** What describes fields holds none: a property `password` of a definition is no password. */
export const definition: Reading = fields({ status: nothing }, settled);
