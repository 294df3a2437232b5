import type { EnforcementAction } from '../model/enforcement.ts';
import type { ErrorCode } from '../errors.ts';
import type { JsonValue } from '../model/json.ts';
import type { ResourceIdentity } from '../model/resource.ts';
import type { Violation } from '../model/violation.ts';
import type { Policy } from '../model/policy.ts';
import { canonicalJson } from './canonical-json.ts';

/** What one rule said of one subject. */
export interface Answer {
  readonly policy: Policy;
  readonly rule: string;
  readonly constraint?: string;
  readonly action: EnforcementAction;
  readonly ruling: Ruling;
}

export type Ruling =
  | { readonly kind: 'violations'; readonly violations: readonly [Violation, ...Violation[]]; readonly waivedBy?: string }
  | { readonly kind: 'fault'; readonly code: ErrorCode; readonly message: string };

/**
 * Everything that was decided about one subject. Rules that found nothing are counted in `passes` and not listed; two
 * verdicts with one id say the same of the same object under the same policies.
 */
export interface Verdict {
  readonly id: string;
  readonly passes: number;
  readonly answers: readonly Answer[];
}

/** Digest of a text as lower-case hex; a port, because hashing is the platform's business. */
export type Sha256 = (text: string) => string;

/** What a verdict is about: a Kubernetes object, or a document that is none, named by its place. */
export type SubjectIdentity = ResourceIdentity | { readonly file: string; readonly document: number };

/**
 * `sha256` over (policy-set digest, subject, what was found). Actions, places and waivers are left out: they say what a point
 * does with the verdict, not what the verdict is, so the id is the same at commit, CI, admission and sync.
 */
export function verdictId(
  sha256: Sha256,
  policySet: string,
  subject: SubjectIdentity,
  answers: readonly Answer[],
): string {
  return sha256(canonicalJson({ policySet, subject: { ...subject }, answers: answers.map(findings).sort(byText) }));
}

function findings({ policy, rule, constraint, ruling }: Answer): JsonValue {
  const head = { policy: policy.name, rule, constraint: constraint ?? '' };
  switch (ruling.kind) {
    case 'fault':
      return { ...head, fault: ruling.code };
    case 'violations':
      return {
        ...head,
        violations: ruling.violations.map(({ message, details }) => ({ message, details: details ?? {} })).sort(byText),
      };
  }
}

function byText(a: JsonValue, b: JsonValue): number {
  const left = canonicalJson(a);
  const right = canonicalJson(b);
  return left < right ? -1 : left > right ? 1 : 0;
}
