import { toConstraintTemplate } from '../../core/gatekeeper/constraint-template.ts';
import type { KubeClient } from '../kubernetes/kube-client.ts';
import type { ClusterObject } from './cluster-object.ts';
import type { ClusterProblem } from './cluster-policies.ts';
import { ConstraintKinds, constraintResource, type CrdState } from './constraint-kinds.ts';
import type { KindWatch } from './kind-watch.ts';

export interface ConstraintWatchesOptions {
  readonly client: KubeClient;
  /** Watches the objects of a kind, which may not be there yet. */
  readonly watch: (resource: ReturnType<typeof constraintResource>) => KindWatch<ClusterObject>;
  /** The version of a broken object that judges elsewhere in its place. */
  readonly keptOf: (object: ClusterObject) => ClusterObject | undefined;
  /** The state of a kind is another now. */
  readonly onChange: () => void;
}

interface Watch {
  readonly watch: KindWatch<ClusterObject>;
  /** When it began, by `performance.now()`. */
  readonly since: number;
}

/** The kinds that templates make, and the constraints of each: of what templates there are at the moment. */
export class ConstraintWatches implements AsyncDisposable {
  readonly #options: ConstraintWatchesOptions;
  readonly #kinds: ConstraintKinds;
  readonly #watches = new Map<string, Watch>();
  readonly #ending = new Set<Promise<void>>();
  /** By kind, the template that makes it: of a broken one the version from before. */
  #templates: ReadonlyMap<string, ClusterObject> = new Map();

  constructor(options: ConstraintWatchesOptions) {
    this.#options = options;
    this.#kinds = new ConstraintKinds({ client: options.client, onChange: (kind) => this.#takeKind(kind) });
  }

  /** The templates that make the kinds. */
  get templates(): Iterable<ClusterObject> {
    return this.#templates.values();
  }

  /** With what they are called. */
  get named(): readonly (readonly [string, KindWatch<ClusterObject>])[] {
    return [...this.#watches].map(([kind, { watch }]) => [`constraints of ${kind}`, watch]);
  }

  /** Kinds that cannot be made. */
  get problems(): readonly ClusterProblem[] {
    return [...this.#templates.keys()].flatMap((kind) => {
      const state = this.#kinds.stateOf(kind);
      return state.kind === 'failed' ? [{ about: `kind ${kind}`, message: state.message }] : [];
    });
  }

  stateOf(kind: string): CrdState {
    return this.#kinds.stateOf(kind);
  }

  /** Makes the kinds of all templates, watches their constraints, and lets go of those that are no more. */
  take(objects: Iterable<ClusterObject>): void {
    this.#templates = this.#readTemplates(objects);
    for (const kind of this.#watches.keys()) if (!this.#templates.has(kind)) this.#drop(kind);
    for (const [kind, { source }] of this.#templates) {
      this.#kinds.ensure(kind, source.source);
      if (!this.#watches.has(kind)) this.#start(kind);
    }
  }

  /** Makes kinds again that are not there any more although their templates are. */
  renew(): void {
    for (const [kind, { watch }] of this.#watches) {
      const template = this.#templates.get(kind);
      const isGone = this.#kinds.stateOf(kind).kind === 'established' && watch.isAbsent;
      if (isGone && template !== undefined) this.#kinds.renew(kind, template.source.source);
    }
  }

  /**
   * The constraints of a new template are on their way: without them it would be another set a moment later.
   * @param settleMs for how long they may be, in milliseconds
   */
  areComing(settleMs: number): boolean {
    return [...this.#watches].some(([kind, { watch, since }]) => {
      const cannotBe = watch.isAbsent && this.#kinds.stateOf(kind).kind === 'failed';
      return !watch.isSynced && !cannotBe && performance.now() - since < settleMs;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const watches = [...this.#watches.values()].map(({ watch }) => watch[Symbol.asyncDispose]());
    await Promise.all([this.#kinds[Symbol.asyncDispose](), ...watches, ...this.#ending]);
  }

  #readTemplates(objects: Iterable<ClusterObject>): ReadonlyMap<string, ClusterObject> {
    const before = new Map([...this.#templates].map(([kind, object]) => [object.uid, [kind, object] as const]));
    const found = [...objects].flatMap((object) => {
      // Of one that was broken the version from before may go on, here or elsewhere, and it needs its constraints.
      const entry = withKind(object) ?? before.get(object.uid) ?? withKind(this.#options.keptOf(object));
      return entry === undefined ? [] : [entry];
    });
    return new Map(found);
  }

  #start(kind: string): void {
    this.#watches.set(kind, { watch: this.#options.watch(constraintResource(kind)), since: performance.now() });
  }

  #drop(kind: string): void {
    this.#kinds.drop(kind);
    const watch = this.#watches.get(kind)?.watch;
    this.#watches.delete(kind);
    const ended = Promise.resolve(watch?.[Symbol.asyncDispose]()).finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }

  /** Whoever waits for a kind that is there now need not wait until he would have looked again. */
  #takeKind(kind: string): void {
    if (this.#kinds.stateOf(kind).kind === 'established') this.#watches.get(kind)?.watch.hurry();
    this.#options.onChange();
  }
}

/** The kind that a template makes; undefined when it cannot be read. */
function withKind(object: ClusterObject | undefined): readonly [string, ClusterObject] | undefined {
  if (object === undefined) return undefined;
  const result = toConstraintTemplate(object.source.source, object.source.lines);
  return result.kind === 'template' ? [result.template.kind, object] : undefined;
}
