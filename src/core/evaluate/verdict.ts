import type { EnforcementAction } from '../model/enforcement.ts';
import type { ErrorCode } from '../errors.ts';
import type { ResourceIdentity } from '../model/resource.ts';
import type { Violation } from '../model/violation.ts';
import type { Policy } from '../model/policy.ts';
import { canonicalJson } from './canonical-json.ts';

/** What a report says of the policy that gave an answer. */
export type AnsweringPolicy = Pick<Policy, 'name' | 'severity' | 'fix' | 'input'>;

/** What one rule said of one subject. */
export interface Answer {
  readonly policy: AnsweringPolicy;
  readonly rule: string;
  readonly constraint?: string;
  readonly action: EnforcementAction;
  readonly ruling: Ruling;
}

export type Ruling =
  | {
      readonly kind: 'violations';
      readonly violations: readonly [Violation, ...Violation[]];
      readonly waivedBy?: string;
      /** The query by which an `exception` rule of the policy exempts the subject. */
      readonly exceptedBy?: string;
    }
  | { readonly kind: 'fault'; readonly code: ErrorCode; readonly message: string };

/**
 * Everything that was decided about one subject. Rules that found nothing are counted in `passes` and not listed; two
 * verdicts with one id say the same of the same object under the same policies.
 */
export interface Verdict {
  readonly id: string;
  readonly passes: number;
  readonly answers: readonly Answer[];
  /** The rules that passed, where the plan asks for them by name. */
  readonly passed: readonly PassedRule[];
}

export type PassedRule = Pick<Answer, 'policy' | 'rule' | 'constraint'>;

/** Digest of a text as lower-case hex; a port, because hashing is the platform's business. */
export type Sha256 = (text: string) => string;

/** What a verdict is about: a Kubernetes object, a document or a member of a list that is none, named by its place, or a file. */
export type SubjectIdentity =
  ResourceIdentity | { readonly file: string; readonly document?: number; readonly item?: number };

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
  const findings = answers.map(findingText).sort();
  return sha256(
    `{"answers":[${findings.join(',')}],"policySet":${canonicalJson(policySet)},"subject":${canonicalJson(subject)}}`,
  );
}

/** Canonical JSON of one answer: texts are compared, not values, so that each is written once. */
function findingText({ policy, rule, constraint, ruling }: Answer): string {
  const head = `"constraint":${canonicalJson(constraint ?? '')},"policy":${canonicalJson(policy.name)},"rule":${canonicalJson(rule)}`;
  switch (ruling.kind) {
    case 'fault':
      return `{${head},"fault":${canonicalJson(ruling.code)}}`;
    case 'violations':
      return `{${head},"violations":[${ruling.violations.map(violationText).sort().join(',')}]}`;
  }
}

const violationText = ({ message, details }: Violation): string =>
  `{"details":${details === undefined ? '{}' : canonicalJson(details)},"message":${JSON.stringify(message)}}`;
