import { objectAt, textAt } from '../../src/core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../src/core/model/json.ts';
import {
  isConfigMapSource,
  parseConfigMapSource,
  type ConfigMapContent,
  type ConfigMapName,
} from '../../src/node/bundles/config-map-source.ts';
import type { ApiResource, KubeClient } from '../../src/node/kubernetes/kube-client.ts';
import { Reflector } from '../../src/node/kubernetes/reflector.ts';
import { openClient } from './open-client.ts';

export interface ConfigMapFeedOptions {
  /** `configmap://NAMESPACE/NAME`, each once. */
  readonly sources: readonly string[];
  readonly kubeconfig: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onNotice: (message: string) => void;
}

interface Watched {
  readonly reflector: Reflector<ConfigMapContent>;
  content: ConfigMapContent;
}

const CONFIG_MAPS: ApiResource = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  isNamespaced: true,
};

/** Bytes of one answer: a ConfigMap has at most 1 MiB, a third more as base64, and what says who wrote which field. */
const LONGEST_ANSWER = 4 * 1024 * 1024;

const ABSENT: ConfigMapContent = { problem: 'there is no such ConfigMap' };

/** ConfigMaps as sources of policies, for as long as the server lives. While the API server is away they are what they were. */
export class ConfigMapFeed implements AsyncDisposable {
  readonly #client: KubeClient;
  readonly #watched = new Map<string, Watched>();
  #reader: { reload(): Promise<void> } | undefined;
  #isChanged = false;

  /** @throws SluiceError REFERENCE_INVALID; CONFIG_INVALID when nobody says where the cluster is */
  constructor({ sources, kubeconfig, env, onNotice }: ConfigMapFeedOptions) {
    const named = sources.map((source) => [source, parseConfigMapSource(source)] as const);
    this.#client = openClient({ kubeconfig, env, maxBytes: LONGEST_ANSWER });
    for (const [source, name] of named) {
      this.#watch(source, name, (message) => onNotice(`${source}: ${message}`));
    }
  }

  /** What they hold now. */
  get contents(): ReadonlyMap<string, ConfigMapContent> {
    this.#isChanged = false;
    return new Map([...this.#watched].map(([source, { content }]) => [source, content]));
  }

  /** What does not work at the moment. */
  get problems(): readonly { readonly about: string; readonly message: string }[] {
    return [...this.#watched].flatMap(
      ([
        about,
        {
          reflector: { trouble },
        },
      ]) => (trouble === undefined ? [] : [{ about, message: trouble }]),
    );
  }

  /** Waits until each was asked for. @returns false when it was told to stop before that */
  async listed(stop: AbortSignal): Promise<boolean> {
    const stopped = new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }));
    const all = Promise.all(Array.from(this.#watched.values(), ({ reflector }) => reflector.synced));
    if (!stop.aborted) await Promise.race([all, stopped]);
    return !stop.aborted;
  }

  /** Tells it of changes from now on, and of those since it was last asked. */
  feed(reader: { reload(): Promise<void> }): void {
    this.#reader = reader;
    if (this.#isChanged) void reader.reload();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#reader = undefined;
    for (const { reflector } of this.#watched.values()) await reflector[Symbol.asyncDispose]();
    await this.#client[Symbol.asyncDispose]();
  }

  /** By its name: the right to watch this one is no right to see others. */
  #watch(source: string, { namespace, name }: ConfigMapName, onTrouble: (message: string) => void): void {
    const take = (content: ConfigMapContent): void => this.#take(source, content);
    const reflector = new Reflector({
      client: this.#client,
      resource: CONFIG_MAPS,
      namespace,
      fieldSelector: `metadata.name=${name}`,
      project: toContent,
      consumer: {
        onReplace: ([found]) => take(found?.value ?? ABSENT),
        onUpsert: ({ value }) => take(value),
        onDelete: () => take(ABSENT),
        onTrouble,
      },
    });
    this.#watched.set(source, { reflector, content: ABSENT });
  }

  #take(source: string, content: ConfigMapContent): void {
    const watched = this.#watched.get(source);
    if (watched === undefined || JSON.stringify(watched.content) === JSON.stringify(content)) return;
    watched.content = content;
    this.#isChanged = true;
    void this.#reader?.reload();
  }
}

/** Those of -p; undefined when there are none. @throws as the feed itself */
export function openConfigMaps(
  { policy, kubeconfig }: { readonly policy: readonly string[]; readonly kubeconfig: string | undefined },
  env: ConfigMapFeedOptions['env'],
  onNotice: ConfigMapFeedOptions['onNotice'],
): ConfigMapFeed | undefined {
  const sources = [...new Set(policy.filter(isConfigMapSource))];
  return sources.length === 0 ? undefined : new ConfigMapFeed({ sources, kubeconfig, env, onNotice });
}

/** What is being deleted still judges until it is gone. */
function toContent(object: JsonObject): ConfigMapContent {
  return { data: textsOf(objectAt(object, ['data'])), binaryData: textsOf(objectAt(object, ['binaryData'])) };
}

const textsOf = (members: JsonObject): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.keys(members).map((key) => [key, textAt(members, [key])]));
