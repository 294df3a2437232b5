import { compareText } from '../compare-text.ts';
import { parseTemplateViolations } from '../gatekeeper/template-violations.ts';
import type { Policy } from '../model/policy.ts';
import type { Resource } from '../model/resource.ts';
import type { Violation } from '../model/violation.ts';
import type { MatchSubject } from '../policies/match-subject.ts';
import { matchesConstraint, namespaceName } from '../policies/matches-constraint.ts';
import { matchesWildcard } from '../policies/wildcard.ts';
import { acceptFindings } from './accept-findings.ts';
import type { Court, ResourceSubject, Subject, Tally } from './court.ts';
import type { Outcome } from './engine.ts';
import { createExceptions } from './exceptions.ts';
import { parseViolations } from './parse-violations.ts';
import type { Check, Plan, ReviewInput } from './plan-checks.ts';
import { isAskedAboutImplied } from './plan-expansions.ts';
import { reviewText, withParameters, type Facts, type ReviewText } from './review.ts';
import type { Answer, Ruling } from './verdict.ts';
import { waive } from './waive.ts';

/** Something that is no Kubernetes object cannot be matched by kind or name: document policies see it whole. */
export function askDocumentChecks(
  court: Court,
  subject: Subject,
  selectable: MatchSubject | undefined,
  tally: Tally,
): void {
  const { documentChecks } = court.plan;
  if (subject.documentJson === undefined || documentChecks.length === 0) return;
  court.engine.setInput(subject.documentJson);
  for (const check of documentChecks) {
    if (selectable === undefined || isSelected(check, selectable, tally)) ask(court, check, selectable, tally);
  }
}

/** Shows policies, and then templates, the review of an object: one input each, with the parameters of those that are asked. */
export function askReviewGroups(court: Court, subject: ResourceSubject, selectable: MatchSubject, tally: Tally): void {
  if (court.plan.reviewGroups.length === 0) return;
  const isExempt = isExemptFromTemplates(court.plan, selectable);
  // Most objects are selected by nothing: only one that is asked about is written out.
  let shown: ReviewInput | undefined;
  for (const { input, parametersJson, checks } of court.plan.reviewGroups) {
    const asked = checks.filter((check) => isAskable(check, subject, isExempt) && isSelected(check, selectable, tally));
    const open = asked.filter((check) => court.knownPasses?.has(check, subject, parametersJson) !== true);
    if (open.length > 0) {
      if (shown === input) court.engine.setParameters(parametersJson);
      else court.engine.setInput(withParameters(reviewOf(court, subject, input), parametersJson));
      shown = input;
    }
    for (const check of asked) {
      if (open.includes(check)) askOpen(court, { check, parametersJson }, subject, selectable, tally);
      else for (const { name } of check.policy.rules) countPass(court.plan, check, name, tally);
    }
  }
}

function reviewOf(
  court: Court,
  { resource, file, request, facts = {} }: ResourceSubject,
  input: ReviewInput,
): ReviewText {
  const own = input === 'review' ? { facts, source: { file } } : undefined;
  return reviewText(resource, namespaceJson(court, resource), { request, own });
}

function askOpen(
  court: Court,
  { check, parametersJson }: { readonly check: Check; readonly parametersJson: string },
  subject: ResourceSubject,
  selectable: MatchSubject,
  tally: Tally,
): void {
  const before = tally.answers.length;
  ask(court, check, selectable, tally, subject.facts);
  if (tally.answers.length === before) court.knownPasses?.note(check, subject, parametersJson);
}

const namespaceJson = ({ namespaces }: Court, { identity }: Resource): string =>
  namespaces.get(identity.namespace)?.json ?? 'null';

/** Of what an object implies, only templates are asked; of a file, only policies that search files. */
function isAskable(check: Check, { source, isFile }: Subject, isExempt: boolean): boolean {
  if (check.policy.input === 'template' && isExempt) return false;
  if (isFile === true && !check.policy.readsSecrets) return false;
  return source !== 'Generated' || isAskedAboutImplied(check);
}

function isExemptFromTemplates({ exemptNamespaces }: Plan, { objects: [object], namespace }: MatchSubject): boolean {
  if (exemptNamespaces === undefined) return false;
  const name = namespaceName(object, namespace);
  return name !== undefined && exemptNamespaces.some((pattern) => matchesWildcard(pattern, name));
}

/** A check whose match cannot be decided is answered here with a fault: unknown is neither a match nor a pass. */
function isSelected(check: Check, subject: MatchSubject, tally: Tally): boolean {
  const outcome = matchesConstraint(check.match, subject);
  if (outcome === 'unknown') tally.answers.push(answer(check, 'match', unknownNamespace(subject)));
  return outcome === 'matches';
}

function unknownNamespace({ objects: [{ namespace }] }: MatchSubject): Ruling {
  return {
    kind: 'fault',
    code: 'NAMESPACE_UNKNOWN',
    message:
      `namespaceSelector needs the labels of Namespace "${namespace}", which nobody declares; ` +
      'add its manifest to the paths that are checked, or list it under "namespaces" in sluice.yaml',
  };
}

function ask(court: Court, check: Check, subject: MatchSubject | undefined, tally: Tally, facts: Facts = {}): void {
  const exceptions = createExceptions(court.engine, check.policy);
  for (const rule of check.policy.rules) {
    const found = toRuling(court.engine.evaluate(rule.entrypoint), check.policy, rule.name);
    if (found === undefined) countPass(court.plan, check, rule.name, tally);
    else {
      const ruling = acceptFindings(exceptions?.apply(rule.name, found) ?? found, facts);
      tally.answers.push(answer(check, rule.name, waive(court, check.policy, subject, ruling), rule.action));
    }
  }
  if (exceptions?.fault !== undefined) tally.answers.push(answer(check, 'exception', exceptions.fault));
}

function countPass({ listPasses }: Plan, { policy, constraint }: Check, rule: string, tally: Tally): void {
  tally.passes += 1;
  if (listPasses) tally.passed.push({ policy, rule, ...(constraint === undefined ? {} : { constraint }) });
}

/** What a check answers by one of its rules. A rule that warns never blocks. */
export function answer(check: Check, rule: string, ruling: Ruling, ruleAction: 'deny' | 'warn' = 'deny'): Answer {
  const { policy, constraint, action } = check;
  const effective = ruleAction === 'warn' && action === 'deny' ? 'warn' : action;
  return { policy, rule, action: effective, ruling, ...(constraint === undefined ? {} : { constraint }) };
}

function toRuling(outcome: Outcome, policy: Policy, rule: string): Ruling | undefined {
  switch (outcome.kind) {
    case 'undefined':
      return undefined;
    case 'fault':
      return outcome;
    case 'value': {
      const parsed =
        policy.input === 'template' ? parseTemplateViolations(outcome.value) : parseViolations(outcome.value);
      if (parsed.kind === 'invalid') {
        return { kind: 'fault', code: 'POLICY_OUTPUT_INVALID', message: `${policy.package}.${rule} ${parsed.message}` };
      }
      const [first, ...rest] = sorted(parsed.violations);
      return first === undefined ? undefined : { kind: 'violations', violations: [first, ...rest] };
    }
  }
}

/** Sets come out of the engine in no promised order; a report must not change between runs. */
function sorted(violations: readonly Violation[]): readonly Violation[] {
  return violations.length < 2 ? violations : violations.toSorted((a, b) => compareText(a.message, b.message));
}
