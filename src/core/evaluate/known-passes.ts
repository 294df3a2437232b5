import { canonicalJson } from './canonical-json.ts';
import type { ResourceSubject } from './court.ts';
import type { Check } from './plan-checks.ts';

/**
 * What passed and need not be asked again: a policy that reads nothing of an input but what was found of secrets says of all
 * inputs in which nothing was found, in one Namespace, what it says of the first. In most nothing is found.
 */
export class KnownPasses {
  readonly #namespaces = new Map<Check, Set<string>>();
  readonly #earlier: ReadonlySet<string>;
  readonly #learned = new Set<string>();

  /** @param earlier what a run before this one learned, under the same policy set */
  constructor(earlier: ReadonlySet<string> = new Set()) {
    this.#earlier = earlier;
  }

  /** Whether an earlier run learned anything: then this one may have nothing to ask. */
  get isExperienced(): boolean {
    return this.#earlier.size > 0;
  }

  /** What passed here, and was not known. */
  get learned(): readonly string[] {
    return [...this.#learned];
  }

  /** Whether all rules of a check pass for a subject as they did for another. @param parametersJson what the policy sees as its parameters */
  has(check: Check, subject: ResourceSubject, parametersJson: string): boolean {
    if (!isSteady(check, subject)) return false;
    const { namespace } = subject.resource.identity;
    if (this.#namespaces.get(check)?.has(namespace) === true) return true;
    if (!this.#earlier.has(nameOf(check, namespace, parametersJson))) return false;
    this.#add(check, namespace);
    return true;
  }

  /** Takes in that all rules of a check passed for a subject. */
  note(check: Check, subject: ResourceSubject, parametersJson: string): void {
    if (!isSteady(check, subject)) return;
    const { namespace } = subject.resource.identity;
    this.#learned.add(nameOf(check, namespace, parametersJson));
    this.#add(check, namespace);
  }

  #add(check: Check, namespace: string): void {
    const known = this.#namespaces.get(check) ?? new Set();
    this.#namespaces.set(check, known.add(namespace));
  }
}

/** All that such a policy sees, beside that nothing was found. */
const nameOf = ({ policy }: Check, namespace: string, parametersJson: string): string =>
  canonicalJson([policy.name, parametersJson, namespace]);

/** What the API server asks is asked every time. */
const isSteady = ({ policy }: Check, { facts, request }: ResourceSubject): boolean =>
  policy.readsOnlySecrets === true && request === undefined && facts?.secrets?.length === 0;
