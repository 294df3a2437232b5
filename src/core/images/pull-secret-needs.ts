import { listAt, textAt } from '../gatekeeper/read-fields.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';

/** What one pod that an object describes says of pull secrets. */
export interface PullSecretNeed {
  /** Secrets that it names itself, in its order. */
  readonly secrets: readonly string[];
  /** Its account: the secrets of that count when the pod names none. */
  readonly serviceAccount: string;
}

/** The account of a pod that names none. */
const DEFAULT_ACCOUNT = 'default';

/**
 * What the pods of an object need, at whatever depth its kind has them, each thing once. Kubernetes puts the secrets of the account
 * into a pod that names none, and only into such a one (ServiceAccount admission); a Deployment still has to be read so.
 */
export function findPullSecretNeeds(object: JsonValue): readonly PullSecretNeed[] {
  const found = new Map<string, PullSecretNeed>();
  collect(object, found);
  return [...found.values()];
}

function collect(value: JsonValue, found: Map<string, PullSecretNeed>): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
    return;
  }
  if (!isJsonObject(value)) return;
  if (describesPod(value)) {
    const need = toNeed(value);
    found.set(JSON.stringify(need), need);
  }
  for (const member of Object.values(value)) collect(member, found);
}

const describesPod = (value: JsonObject): boolean => Array.isArray(value['containers']);

function toNeed(spec: JsonObject): PullSecretNeed {
  const names = listAt(spec, ['imagePullSecrets']).map((one) => textAt(one, ['name']));
  const account = textAt(spec, ['serviceAccountName']) || textAt(spec, ['serviceAccount']);
  return { secrets: [...new Set(names)].filter((name) => name !== ''), serviceAccount: account || DEFAULT_ACCOUNT };
}
