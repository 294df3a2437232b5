import type { JsonValue } from '../../../model/json.ts';
import { fields, nothing, type Reading } from '../search.ts';
import { settled } from '../settled.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object as it was applied before: what it repeats of the object is found once, what it alone holds is found here. */
const lastApplied: Reading = (value, place, search) => {
  const object = typeof value === 'string' ? parsed(value) : undefined;
  if (object === undefined) settled(value, place, search);
  else search.repeat(object, place);
};

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Names of annotations say nothing: `nginx.ingress.kubernetes.io/auth-secret` names a Secret. */
export const annotations: Reading = fields({ [LAST_APPLIED]: lastApplied }, settled);

/** Names of labels say nothing, either; the fields that the server writes hold no values. */
export const metadata: Reading = fields({ annotations, managedFields: nothing }, settled);
