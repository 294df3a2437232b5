import { messageOf } from '../../core/errors.ts';
import { canonicalJson } from '../../core/evaluate/canonical-json.ts';
import { CONSTRAINT_GROUP, CONSTRAINT_VERSION, toConstraintCrd } from '../../core/gatekeeper/crds/constraint-crd.ts';
import type { GatekeeperSource } from '../../core/gatekeeper/gatekeeper-source.ts';
import { listAt, textAt } from '../../core/gatekeeper/read-fields.ts';
import { isJsonObject, type JsonObject } from '../../core/model/json.ts';
import { Backoff, pauseFor, type Pause } from '../kubernetes/backoff.ts';
import type { ApiResource, KubeClient } from '../kubernetes/kube-client.ts';

const CRDS: ApiResource = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  isNamespaced: false,
};

export const FIELD_MANAGER = 'sluice';

/** Where the constraints of a kind are. */
export const constraintResource = (kind: string): ApiResource => ({
  group: CONSTRAINT_GROUP,
  version: CONSTRAINT_VERSION,
  kind,
  plural: kind.toLowerCase(),
  isNamespaced: false,
});

export type CrdState =
  | { readonly kind: 'pending' }
  | { readonly kind: 'established' }
  /** Tried again now and then: it may be a permission that is given later. */
  | { readonly kind: 'failed'; readonly message: string };

export interface ConstraintKindsOptions {
  readonly client: KubeClient;
  /** The state of one of them is another now. */
  readonly onChange: (kind: string) => void;
  readonly pause?: Pause;
  readonly random?: () => number;
}

interface Entry {
  readonly text: string;
  readonly stop: AbortController;
  readonly running: Promise<void>;
  state: CrdState;
}

/** Keeps the custom resources of constraints as their templates want them. */
export class ConstraintKinds implements AsyncDisposable {
  readonly #options: Required<ConstraintKindsOptions>;
  readonly #entries = new Map<string, Entry>();

  constructor(options: ConstraintKindsOptions) {
    this.#options = { pause: pauseFor, random: Math.random, ...options };
  }

  /** Wants the kind of a template to be there. What is wanted already is not asked for again. */
  ensure(kind: string, template: GatekeeperSource): void {
    const crd = toConstraintCrd(template);
    const text = canonicalJson(crd);
    const before = this.#entries.get(kind);
    if (before?.text === text) return;
    before?.stop.abort();
    this.#start(kind, crd, text, before?.state ?? { kind: 'pending' });
  }

  /** Makes it again: somebody took it away. */
  renew(kind: string, template: GatekeeperSource): void {
    this.drop(kind);
    this.ensure(kind, template);
  }

  /** A kind without a template. Its custom resource goes with the template that owns it, which is the cluster's business. */
  drop(kind: string): void {
    this.#entries.get(kind)?.stop.abort();
    this.#entries.delete(kind);
  }

  stateOf(kind: string): CrdState {
    return this.#entries.get(kind)?.state ?? { kind: 'pending' };
  }

  #start(kind: string, crd: JsonObject, text: string, state: CrdState): void {
    const stop = new AbortController();
    this.#entries.set(kind, { text, stop, state, running: this.#keepTrying(kind, crd, stop.signal) });
  }

  async #keepTrying(kind: string, crd: JsonObject, signal: AbortSignal): Promise<void> {
    const backoff = new Backoff({ firstMs: 500, longestMs: 60_000, random: this.#options.random });
    // Only after the entry is there can its state change.
    await Promise.resolve();
    while (!signal.aborted) {
      try {
        await this.#apply(crd, signal);
        this.#set(kind, { kind: 'established' }, signal);
        return;
      } catch (error) {
        this.#set(kind, { kind: 'failed', message: messageOf(error) }, signal);
        await this.#options.pause(backoff.next(), signal);
      }
    }
  }

  /** Every replica applies the same, so that it matters to none who was first. */
  async #apply(crd: JsonObject, signal: AbortSignal): Promise<void> {
    const { client, pause } = this.#options;
    const name = textAt(crd, ['metadata', 'name']);
    const address = { resource: CRDS, name };
    let current = await client.patch(
      address,
      { type: 'apply', body: crd, fieldManager: FIELD_MANAGER, force: true },
      { signal },
    );
    for (let tries = 0; !isEstablished(current) && tries < 50 && !signal.aborted; tries += 1) {
      await pause(100, signal);
      current = await client.get(address, { signal });
    }
  }

  #set(kind: string, state: CrdState, signal: AbortSignal): void {
    const entry = this.#entries.get(kind);
    if (signal.aborted || entry === undefined) return;
    const isSame = canonicalJson(entry.state) === canonicalJson(state);
    entry.state = state;
    if (!isSame) this.#options.onChange(kind);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const entries = [...this.#entries.values()];
    for (const { stop } of entries) stop.abort();
    await Promise.all(entries.map(({ running }) => running));
  }
}

const isEstablished = (crd: JsonObject): boolean =>
  listAt(crd, ['status', 'conditions']).some(
    (one) => isJsonObject(one) && one['type'] === 'Established' && one['status'] === 'True',
  );
