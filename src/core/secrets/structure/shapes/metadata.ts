import { fields, nothing, type Reading } from '../search.ts';
import { settled } from '../settled.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object as it was applied before: what it repeats of the object is found once, what it alone holds is found here. */
const lastApplied: Reading = (value, place, search) => {
  if (typeof value !== 'string') return;
  try {
    search.repeat(JSON.parse(value), place);
  } catch {
    settled(value, place, search);
  }
};

/** Names of labels and annotations say nothing; the fields that the server writes hold no values. */
export const metadata: Reading = fields(
  { annotations: fields({ [LAST_APPLIED]: lastApplied }, settled), managedFields: nothing },
  settled,
);
