import { listAt, textAt } from '../../core/gatekeeper/read-fields.ts';
import type { PullSecretNeed } from '../../core/images/pull-secret-needs.ts';
import type { JsonObject } from '../../core/model/json.ts';
import { SECRETS } from '../certificates/certificate-store.ts';
import type { ApiResource, KubeClient } from '../kubernetes/kube-client.ts';
import { hasStatus } from '../kubernetes/kube-error.ts';
import { keepRecent } from '../registry/keep-recent.ts';
import type { PullSecret } from './image-registry.ts';

/** Reads the pull secrets of pods where they are: in a cluster. What cannot be read comes back with its reason. Never throws. */
export interface PullSecretReader {
  readonly read: (
    namespace: string,
    needs: readonly PullSecretNeed[],
    signal: AbortSignal,
  ) => Promise<readonly PullSecret[]>;
}

export interface PullSecretReaderOptions {
  readonly client: KubeClient;
  /** Milliseconds for which what was read is remembered. Default: 30 seconds. */
  readonly keepMs?: number;
}

const ACCOUNTS: ApiResource = {
  group: '',
  version: 'v1',
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
  isNamespaced: true,
};

const KEEP_MS = 30_000;
const PROBLEM_MS = 2000;
/** Of one object. Nobody has more registries to pull from, and each costs a question. */
const MOST_SECRETS = 16;
/** Characters: with as many as are kept, no more than 16 MiB stay in memory. */
const LONGEST_CONFIG = 64 * 1024;
const MOST_KEPT = 256;
const LOOKUP_MS = 5000;

export function createPullSecretReader({ client, keepMs = KEEP_MS }: PullSecretReaderOptions): PullSecretReader {
  const secrets = keepBriefly(keepMs, async (namespace: string, name: string): Promise<PullSecret> => {
    const found = await find(client, SECRETS, namespace, name);
    return typeof found === 'string' ? { name, problem: found } : toPullSecret(name, found);
  });
  const accounts = keepBriefly(keepMs, async (namespace: string, name: string): Promise<Account> => {
    const found = await find(client, ACCOUNTS, namespace, name);
    return typeof found === 'string' ? { secrets: [], problem: found } : { secrets: namesIn(found) };
  });
  const read = async (namespace: string, needs: readonly PullSecretNeed[]): Promise<readonly PullSecret[]> => {
    const named = await Promise.all(needs.map((need) => namesOf(need, (account) => accounts(namespace, account))));
    const problems = named.flatMap((one) => one.problems);
    const names = [...new Set(named.flatMap((one) => one.names))];
    const known = await Promise.all(names.slice(0, MOST_SECRETS).map((name) => secrets(namespace, name)));
    const problem = `not read: an object may name ${MOST_SECRETS}`;
    return [...known, ...problems, ...names.slice(MOST_SECRETS).map((name) => ({ name, problem }))];
  };
  return {
    read: (namespace, needs, signal) =>
      Promise.race([
        read(namespace, needs),
        aborted(signal, [{ name: 'of the pod', problem: 'the API server did not answer in time' }]),
      ]),
  };
}

interface Account {
  readonly secrets: readonly string[];
  readonly problem?: string;
}

interface NamedSecrets {
  readonly names: readonly string[];
  readonly problems: readonly PullSecret[];
}

async function namesOf(
  { secrets, serviceAccount }: PullSecretNeed,
  accountOf: (name: string) => Promise<Account>,
): Promise<NamedSecrets> {
  if (secrets.length > 0) return { names: secrets, problems: [] };
  const { secrets: names, problem } = await accountOf(serviceAccount);
  return { names, problems: problem === undefined ? [] : [{ name: `of ServiceAccount ${serviceAccount}`, problem }] };
}

const namesIn = (account: JsonObject): readonly string[] =>
  listAt(account, ['imagePullSecrets'])
    .map((one) => textAt(one, ['name']))
    .filter((name) => name !== '');

/** The object, or why there is none. */
async function find(
  client: KubeClient,
  resource: ApiResource,
  namespace: string,
  name: string,
): Promise<JsonObject | string> {
  try {
    return await client.get({ resource, namespace, name }, { signal: AbortSignal.timeout(LOOKUP_MS) });
  } catch (error) {
    if (hasStatus(error, 404)) return `there is none in Namespace ${namespace}`;
    if (hasStatus(error, 403)) return `sluice may not read it: give it the right to get ${resource.plural}`;
    return 'the API server did not give it';
  }
}

/** The two types that the kubelet reads, by the key that each has. */
const KEYS: Readonly<Record<string, string>> = {
  'kubernetes.io/dockerconfigjson': '.dockerconfigjson',
  'kubernetes.io/dockercfg': '.dockercfg',
};

function toPullSecret(name: string, secret: JsonObject): PullSecret {
  const type = textAt(secret, ['type']);
  const key = KEYS[type];
  if (key === undefined)
    return { name, problem: 'it is of no type that says how to pull: kubernetes.io/dockerconfigjson' };
  const text = Buffer.from(textAt(secret, ['data', key]), 'base64').toString('utf8');
  if (text.length > LONGEST_CONFIG) return { name, problem: `it is longer than ${LONGEST_CONFIG} characters` };
  // The older form is what the newer one has under `auths`.
  return { name, config: key === '.dockercfg' ? `{"auths":${text}}` : text };
}

interface KeptAnswer<T> {
  readonly answer: Promise<T>;
  /** Of a clock that never goes back. */
  until: number;
}

/** Remembers each answer for a while, and then holds nothing of it any more. What was not found may be there soon. */
function keepBriefly<T extends object>(
  keepMs: number,
  ask: (namespace: string, name: string) => Promise<T>,
): (namespace: string, name: string) => Promise<T> {
  const kept = new Map<string, KeptAnswer<T>>();
  let sweeper: NodeJS.Timeout | undefined;
  const sweep = (): void => {
    const now = performance.now();
    for (const [key, { until }] of kept) if (until <= now) kept.delete(key);
    sweeper = kept.size === 0 ? undefined : setTimeout(sweep, keepMs / 2).unref();
  };
  const age = async (entry: KeptAnswer<T>): Promise<void> => {
    const holdsMs = 'problem' in (await entry.answer) ? Math.min(keepMs, PROBLEM_MS) : keepMs;
    entry.until = performance.now() + holdsMs;
  };
  return (namespace, name) => {
    const key = `${namespace}/${name}`;
    const known = kept.get(key);
    if (known !== undefined && performance.now() < known.until) return known.answer;
    const entry = { answer: ask(namespace, name), until: Number.POSITIVE_INFINITY };
    void age(entry);
    keepRecent(kept, key, entry, MOST_KEPT);
    sweeper ??= setTimeout(sweep, keepMs / 2).unref();
    return entry.answer;
  };
}

function aborted<T>(signal: AbortSignal, answer: T): Promise<T> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(answer);
    else signal.addEventListener('abort', () => resolve(answer), { once: true });
  });
}
