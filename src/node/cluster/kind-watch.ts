import type { JsonObject } from '../../core/model/json.ts';
import type { ApiResource, KubeClient } from '../kubernetes/kube-client.ts';
import { Reflector } from '../kubernetes/reflector.ts';

export interface KindWatchOptions<T> {
  readonly client: KubeClient;
  readonly resource: ApiResource;
  readonly project: (object: JsonObject) => T | undefined;
  /** Whether two say the same, so that nobody is told. */
  readonly isSame: (before: T, after: T) => boolean;
  /** Something else is true now. */
  readonly onChange: () => void;
  /** Everything was listed for the first time; also when there is nothing. */
  readonly onSynced: () => void;
  /** Told of each object that came, also when it says the same. */
  readonly onSeen?: (object: T) => void;
  readonly onTrouble: () => void;
  readonly absent?: 'empty' | 'wait';
  /** More objects than this are too many to keep. */
  readonly maxObjects: number;
}

/** All objects of one kind, as they are now. */
export class KindWatch<T> implements AsyncDisposable {
  readonly objects: Map<string, T> = new Map<string, T>();
  readonly #options: KindWatchOptions<T>;
  readonly #reflector: Reflector<T>;
  #excess: string | undefined;

  constructor(options: KindWatchOptions<T>) {
    this.#options = options;
    const { client, resource, project, absent, onTrouble } = options;
    this.#reflector = new Reflector<T>({
      client,
      resource,
      project,
      ...(absent === undefined ? {} : { absent }),
      consumer: {
        onReplace: (items) => this.#replace(new Map(items.map(({ key, value }) => [key, value]))),
        onUpsert: ({ key, value }) => this.#upsert(key, value),
        onDelete: (key) => this.#delete(key),
        onAbsent: onTrouble,
        onTrouble,
        onRecovered: onTrouble,
      },
    });
    void this.#reflector.synced.then(options.onSynced);
  }

  /** Everything was listed once. */
  get isSynced(): boolean {
    return this.#reflector.isSynced;
  }

  /** Why what is here is not, or may soon not be, what the cluster has. */
  get trouble(): string | undefined {
    return this.#excess ?? this.#reflector.trouble;
  }

  /** The API server does not know the kind. */
  get isAbsent(): boolean {
    return this.#reflector.isAbsent;
  }

  /** Objects are missing here that the cluster has. */
  get isTruncated(): boolean {
    return this.#excess !== undefined;
  }

  /** Looks again now, if it waits because something did not work. */
  hurry(): void {
    this.#reflector.hurry();
  }

  #replace(next: ReadonlyMap<string, T>): void {
    const { maxObjects, onChange, onSeen } = this.#options;
    const kept = new Map([...next].slice(0, maxObjects));
    this.#excess = next.size > maxObjects ? tooMany(this.#options.resource, maxObjects) : undefined;
    const isSame = kept.size === this.objects.size && [...kept].every(([key, value]) => this.#has(key, value));
    this.objects.clear();
    for (const [key, value] of kept) {
      this.objects.set(key, value);
      onSeen?.(value);
    }
    if (!isSame) onChange();
  }

  #upsert(key: string, value: T): void {
    const { maxObjects, resource, onChange, onSeen } = this.#options;
    const isSame = this.#has(key, value);
    if (!this.objects.has(key) && this.objects.size >= maxObjects) {
      this.#excess = tooMany(resource, maxObjects);
      onChange();
      return;
    }
    this.objects.set(key, value);
    onSeen?.(value);
    if (!isSame) onChange();
  }

  #delete(key: string): void {
    if (this.objects.delete(key)) this.#options.onChange();
  }

  #has(key: string, value: T): boolean {
    const before = this.objects.get(key);
    return before !== undefined && this.#options.isSame(before, value);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#reflector[Symbol.asyncDispose]();
  }
}

const tooMany = ({ plural, group }: ApiResource, most: number): string =>
  `there are more than ${most} ${plural}${group === '' ? '' : `.${group}`}, which is the limit; none beyond it is known`;
