import { messageOf } from '../../core/errors.ts';
import { textAt } from '../../core/gatekeeper/read-fields.ts';
import { pauseFor, type Pause } from '../kubernetes/backoff.ts';
import type { ApiResource, KubeClient } from '../kubernetes/kube-client.ts';
import { deploymentOf } from './deployment-of.ts';

export interface LeftOversOptions {
  readonly client: KubeClient;
  /** This replica's pod, and the Namespace that it and its siblings are in. */
  readonly podId: string;
  readonly namespace: string;
  /** The pods that have an entry in the status of anything. */
  readonly entries: () => readonly string[];
  /** Takes the entries of these pods away. */
  readonly sweep: (isStale: (podId: string) => boolean) => void;
  readonly onTrouble: () => void;
  readonly times?: LeftOversTimes;
  readonly pause?: Pause;
}

export interface LeftOversTimes {
  readonly firstMs: number;
  readonly everyMs: number;
}

const PODS: ApiResource = { group: '', version: 'v1', kind: 'Pod', plural: 'pods', isNamespaced: true };
/** Not at once: in a rolling update others come and go just then. */
const TIMES: LeftOversTimes = { firstMs: 30_000, everyMs: 300_000 };

/**
 * Takes away what pods that are no more have left behind in the status of objects. Only those of our own Deployment, by their names: other
 * programs have entries there, too, such as Gatekeeper. Of the pods that live the first by name does it.
 */
export class LeftOvers implements AsyncDisposable {
  readonly #options: Required<LeftOversOptions>;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #trouble: string | undefined;

  constructor(options: LeftOversOptions) {
    this.#options = { times: TIMES, pause: pauseFor, ...options };
    this.#running = this.#run();
  }

  get trouble(): string | undefined {
    return this.#trouble;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { pause, times } = this.#options;
    const { signal } = this.#stop;
    await pause(times.firstMs, signal);
    while (!signal.aborted) {
      await this.#look();
      await pause(times.everyMs, signal);
    }
  }

  async #look(): Promise<void> {
    const { podId, entries, sweep } = this.#options;
    // Who came after this is not in the list below, and is no left-over.
    const siblings = [...new Set(entries())].filter((id) => id !== podId && areSiblings(id, podId));
    if (siblings.length === 0) return;
    try {
      const living = await this.#living();
      const [first] = [...living].filter((id) => areSiblings(id, podId)).sort();
      const stale = new Set(siblings.filter((id) => !living.has(id)));
      // Where this pod itself is unknown, nothing is known about the others either.
      if (first === podId && stale.size > 0) sweep((id) => stale.has(id));
      this.#tell(undefined);
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#tell(`pods cannot be listed: ${messageOf(error)}`);
    }
  }

  async #living(): Promise<ReadonlySet<string>> {
    const { client, namespace } = this.#options;
    const living = new Set<string>();
    for await (const { items } of client.list(PODS, { namespace, signal: this.#stop.signal })) {
      for (const pod of items) {
        if (!ENDED.includes(textAt(pod, ['status', 'phase']))) living.add(textAt(pod, ['metadata', 'name']));
      }
    }
    return living;
  }

  #tell(trouble: string | undefined): void {
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    this.#options.onTrouble();
  }
}

const ENDED = ['Succeeded', 'Failed'];

function areSiblings(a: string, b: string): boolean {
  const deployment = deploymentOf(a);
  return deployment !== undefined && deployment === deploymentOf(b);
}
