import type { ResourceSubject } from './court.ts';
import type { Check } from './plan-checks.ts';

/**
 * What passed and need not be asked again: a policy that reads nothing of an input but what was found of secrets says of all
 * inputs in which nothing was found, in one Namespace, what it says of the first. In most nothing is found.
 */
export class KnownPasses {
  readonly #namespaces = new Map<Check, Set<string>>();

  /** Whether all rules of a check pass for a subject as they did for another. */
  has(check: Check, subject: ResourceSubject): boolean {
    return isSteady(check, subject) && this.#namespaces.get(check)?.has(subject.resource.identity.namespace) === true;
  }

  /** Takes in that all rules of a check passed for a subject. */
  note(check: Check, subject: ResourceSubject): void {
    if (!isSteady(check, subject)) return;
    const known = this.#namespaces.get(check) ?? new Set();
    this.#namespaces.set(check, known.add(subject.resource.identity.namespace));
  }
}

/** What the API server asks is asked every time. */
const isSteady = ({ policy }: Check, { facts, request }: ResourceSubject): boolean =>
  policy.readsOnlySecrets === true && request === undefined && facts?.secrets?.length === 0;
