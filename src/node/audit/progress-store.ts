import { gunzipSync, gzipSync } from 'node:zlib';
import { EMPTY_TALLY } from '../../core/audit/audit-tally.ts';
import { textAt } from '../../core/gatekeeper/read-fields.ts';
import { isJsonObject } from '../../core/model/json.ts';
import { FIELD_MANAGER } from '../cluster/constraint-kinds.ts';
import type { ApiResource, KubeClient, ObjectAddress, WithSignal } from '../kubernetes/kube-client.ts';
import { hasStatus } from '../kubernetes/kube-error.ts';
import type { AuditProgress } from './audit-progress.ts';

export interface ProgressStoreOptions {
  readonly client: KubeClient;
  readonly namespace: string;
}

const CONFIG_MAPS: ApiResource = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  isNamespaced: true,
};
const NAME = 'sluice-audit-progress';
const KEY = 'progress';
/** A ConfigMap holds a mebibyte. A thousand constraints with all that their status lists pack into less. */
const MOST_PACKED = 512 * 1024;
const MOST_UNPACKED = 16 * 1024 * 1024;

/** Where an audit leaves word how far it is, for whoever goes on. */
export class ProgressStore {
  readonly #client: KubeClient;
  readonly #address: ObjectAddress;

  constructor({ client, namespace }: ProgressStoreOptions) {
    this.#client = client;
    this.#address = { resource: CONFIG_MAPS, name: NAME, namespace };
  }

  /** Undefined when there is none, or none that can be read: then an audit begins anew. @throws KubeError */
  async read(options: WithSignal = {}): Promise<AuditProgress | undefined> {
    try {
      return unpack(textAt(await this.#client.get(this.#address, options), ['binaryData', KEY]));
    } catch (error) {
      if (hasStatus(error, 404)) return undefined;
      throw error;
    }
  }

  /** @throws KubeError */
  async write(progress: AuditProgress, options: WithSignal = {}): Promise<void> {
    const body = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: NAME, namespace: this.#address.namespace ?? '' },
      binaryData: { [KEY]: pack(progress) },
    };
    await this.#client.patch(this.#address, { type: 'apply', body, fieldManager: FIELD_MANAGER, force: true }, options);
  }

  /** @throws KubeError */
  async clear(options: WithSignal = {}): Promise<void> {
    await this.#client.delete(this.#address, options);
  }
}

function pack(progress: AuditProgress): string {
  const packed = gzipSync(JSON.stringify(progress));
  if (packed.length <= MOST_PACKED) return packed.toString('base64');
  // An audit that begins anew is better than one that forgets what it found.
  return '';
}

function unpack(text: string): AuditProgress | undefined {
  if (text === '') return undefined;
  try {
    const value: unknown = JSON.parse(
      gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: MOST_UNPACKED }).toString('utf8'),
    );
    return isProgress(value) ? value : undefined;
  } catch {
    // Somebody else wrote it. Its text is none of a log's business.
    return undefined;
  }
}

/** Whether something has the form that is written here: others may write to the ConfigMap, too. */
function isProgress(value: unknown): value is AuditProgress {
  if (!isJsonObject(value)) return false;
  const { policySet, savedAt, done, current, kind, next, problems } = value;
  const isTally = (one: unknown): boolean =>
    isJsonObject(one) &&
    Object.keys(EMPTY_TALLY).every((key) => typeof one[key] === 'number' || isJsonObject(one[key]));
  return (
    [policySet, kind, next].every((one) => typeof one === 'string') &&
    typeof savedAt === 'number' &&
    isTally(done) &&
    isTally(current) &&
    Array.isArray(problems)
  );
}
