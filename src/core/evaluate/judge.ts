import { compareText } from '../compare-text.ts';
import type { Waiver } from '../model/constraint.ts';
import { parseTemplateViolations } from '../gatekeeper/template-violations.ts';
import type { JsonValue } from '../model/json.ts';
import type { Policy } from '../model/policy.ts';
import type { Violation } from '../model/violation.ts';
import type { ObjectSource } from '../model/match.ts';
import type { Resource } from '../model/resource.ts';
import { toLabels, type Labels } from '../policies/label-selector.ts';
import { toMatchObject, type MatchSubject } from '../policies/match-subject.ts';
import { matchesConstraint, namespaceName } from '../policies/matches-constraint.ts';
import { expand, type ExpansionFault, type Resultant } from '../expansion/expand.ts';
import { impliedMessage } from '../expansion/implied-message.ts';
import { matchesWildcard } from '../policies/wildcard.ts';
import type { Engine, Outcome } from './engine.ts';
import { createExceptions } from './exceptions.ts';
import { parseViolations } from './parse-violations.ts';
import type { Check, Plan } from './plan-checks.ts';
import { isAskedAboutImplied } from './plan-expansions.ts';
import { reviewText, withParameters, type RequestFields } from './review.ts';
import {
  verdictId,
  type Answer,
  type PassedRule,
  type Ruling,
  type Sha256,
  type SubjectIdentity,
  type Verdict,
} from './verdict.ts';

/** One thing to judge. A `resource` is asked the review policies, a `document` text the document policies; most are both. */
export interface Subject {
  readonly identity: SubjectIdentity;
  readonly file: string;
  readonly resource?: Resource;
  readonly documentJson?: string;
  readonly request?: RequestFields;
  /** Default: `Original`. */
  readonly source?: ObjectSource;
}

type ResourceSubject = Subject & { readonly resource: Resource };

/** A Namespace that somebody declared: in the repository, in the configuration, or in the cluster. */
export interface DeclaredNamespace {
  readonly labels: Labels;
  readonly json: string;
}

/** What judging needs besides the subject. `today` is `YYYY-MM-DD` in UTC. */
export interface Court {
  readonly engine: Engine;
  readonly plan: Plan;
  readonly policySet: string;
  readonly sha256: Sha256;
  readonly namespaces: ReadonlyMap<string, DeclaredNamespace>;
  readonly today: string;
}

/** Asks every check that applies to the subject. Every question ends in a pass, violations or a fault; none is dropped. */
export function judge(court: Court, subject: Subject): Verdict {
  const tally: Tally = { passes: 0, answers: [], passed: [] };
  const { resource } = subject;
  const selectable = resource === undefined ? undefined : matchSubject({ ...subject, resource }, court.namespaces);
  askDocumentChecks(court, subject, selectable, tally);
  if (resource !== undefined && selectable !== undefined) {
    askReviewGroups(court, { ...subject, resource }, selectable, tally);
    askAboutImplied(court, { ...subject, resource }, selectable, tally);
  }
  const id = verdictId(court.sha256, court.policySet, subject.identity, tally.answers);
  return { id, ...tally };
}

interface Tally {
  passes: number;
  readonly answers: Answer[];
  readonly passed: PassedRule[];
}

/** Something that is no Kubernetes object cannot be matched by kind or name: document policies see it whole. */
function askDocumentChecks(court: Court, subject: Subject, selectable: MatchSubject | undefined, tally: Tally): void {
  const { documentChecks } = court.plan;
  if (subject.documentJson === undefined || documentChecks.length === 0) return;
  court.engine.setInput(subject.documentJson);
  for (const check of documentChecks) {
    if (selectable === undefined || isSelected(check, selectable, tally)) ask(court, check, selectable, tally);
  }
}

function askReviewGroups(
  court: Court,
  { resource, file, request, source }: ResourceSubject,
  selectable: MatchSubject,
  tally: Tally,
): void {
  if (court.plan.reviewGroups.length === 0) return;
  const isExempt = isExemptFromTemplates(court.plan, selectable);
  const namespaceObject = court.namespaces.get(resource.identity.namespace)?.json ?? 'null';
  const review = reviewText(resource, namespaceObject, { file }, request);
  for (const { parametersJson, checks } of court.plan.reviewGroups) {
    const askable = checks.filter((check) => isAskable(check, source, isExempt));
    const asked = askable.filter((check) => isSelected(check, selectable, tally));
    if (asked.length === 0) continue;
    court.engine.setInput(withParameters(review, parametersJson));
    for (const check of asked) ask(court, check, selectable, tally);
  }
}

/** Of what an object implies, only templates are asked. */
function isAskable(check: Check, source: ObjectSource | undefined, isExempt: boolean): boolean {
  if (check.policy.input === 'template' && isExempt) return false;
  return source !== 'Generated' || isAskedAboutImplied(check);
}

function isExemptFromTemplates({ exemptNamespaces }: Plan, { objects: [object], namespace }: MatchSubject): boolean {
  if (exemptNamespaces === undefined) return false;
  const name = namespaceName(object, namespace);
  return name !== undefined && exemptNamespaces.some((pattern) => matchesWildcard(pattern, name));
}

/** The object answers for what it implies: every message says by which template. */
function askAboutImplied(court: Court, subject: ResourceSubject, selectable: MatchSubject, tally: Tally): void {
  const { expansions } = court.plan;
  if (expansions === undefined) return;
  const { resultants, faults } = expand(subject.resource, expansions);
  for (const fault of faults) tally.answers.push(...faultAnswers(court.plan, fault));
  for (const resultant of resultants) {
    const implied = impliedSubject(subject, resultant);
    const found: Tally = { passes: 0, answers: [], passed: [] };
    askReviewGroups(court, implied, matchSubject(implied, court.namespaces), found);
    tally.passes += found.passes;
    for (const one of found.answers) {
      // A waiver speaks of what people wrote, which is the object, as well as of what it implies.
      const ruling = waive(court, one.policy, selectable, toImpliedRuling(one.ruling, resultant));
      tally.answers.push({ ...one, ruling, action: resultant.enforcementAction ?? one.action });
    }
  }
}

function impliedSubject({ identity, file, request }: ResourceSubject, { resource }: Resultant): ResourceSubject {
  const { name, namespace } = resource.identity;
  const asked = request === undefined ? {} : { request: { ...request, oldObject: 'null', name, namespace } };
  return { identity, file, resource, source: 'Generated', ...asked };
}

/** An expansion that could not be made is no pass of any template that would have been asked about it. */
function faultAnswers({ reviewGroups }: Plan, { template, message }: ExpansionFault): readonly Answer[] {
  const [check] = reviewGroups.flatMap((group) => group.checks).filter(isAskedAboutImplied);
  if (check === undefined) return [];
  return [answer(check, template, { kind: 'fault', code: 'EXPANSION_FAILED', message })];
}

function toImpliedRuling(ruling: Ruling, { template, path }: Resultant): Ruling {
  if (ruling.kind === 'fault') return { ...ruling, message: impliedMessage(template, ruling.message) };
  const [first, ...rest] = ruling.violations;
  const implied = (violation: Violation): Violation => ({
    ...violation,
    message: impliedMessage(template, violation.message),
    path: [...path, ...(violation.path ?? [])],
  });
  return { ...ruling, violations: [implied(first), ...rest.map(implied)] };
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

function ask(court: Court, check: Check, subject: MatchSubject | undefined, tally: Tally): void {
  const exceptions = createExceptions(court.engine, check.policy);
  for (const rule of check.policy.rules) {
    const found = toRuling(court.engine.evaluate(rule.entrypoint), check.policy, rule.name);
    if (found === undefined) countPass(court.plan, check, rule.name, tally);
    else {
      const ruling = exceptions?.apply(rule.name, found) ?? found;
      tally.answers.push(answer(check, rule.name, waive(court, check.policy, subject, ruling), rule.action));
    }
  }
  if (exceptions?.fault !== undefined) tally.answers.push(answer(check, 'exception', exceptions.fault));
}

function countPass({ listPasses }: Plan, { policy, constraint }: Check, rule: string, tally: Tally): void {
  tally.passes += 1;
  if (listPasses) tally.passed.push({ policy, rule, ...(constraint === undefined ? {} : { constraint }) });
}

function answer(check: Check, rule: string, ruling: Ruling, ruleAction: 'deny' | 'warn' = 'deny'): Answer {
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

function waive(court: Court, policy: Policy, subject: MatchSubject | undefined, ruling: Ruling): Ruling {
  if (ruling.kind !== 'violations' || ruling.waivedBy !== undefined || subject === undefined) return ruling;
  const waiver = court.plan.waivers.find((one) => isWaived(one, policy.name, subject, court.today));
  if (waiver === undefined) return ruling;
  return { ...ruling, waivedBy: `${waiver.reason} (${waiver.owner}, until ${waiver.expires})` };
}

/** What is asked for is waived by what will be there; the object that an update replaces excuses nothing. */
function isWaived({ policy, match, expires }: Waiver, name: string, subject: MatchSubject, today: string): boolean {
  const reviewed: MatchSubject = { ...subject, objects: [subject.objects[0]] };
  return policy === name && today <= expires && matchesConstraint(match, reviewed) === 'matches';
}

function matchSubject(
  { resource: { identity, object }, request, source = 'Original' }: ResourceSubject,
  namespaces: ReadonlyMap<string, DeclaredNamespace>,
): MatchSubject {
  const declared = namespaces.get(identity.namespace);
  const replaced = replacedObject(request);
  const reviewed = toMatchObject(object, identity);
  return {
    objects: replaced === undefined ? [reviewed] : [reviewed, toMatchObject(replaced, identity)],
    ...(declared === undefined ? {} : { namespace: { name: identity.namespace, labels: toLabels(declared.labels) } }),
    source,
  };
}

/** The object that an update replaces. For a deletion it is the one under review already. */
function replacedObject(request: RequestFields | undefined): JsonValue | undefined {
  if (request === undefined || request.operation === 'DELETE' || request.oldObject === 'null') return undefined;
  return JSON.parse(request.oldObject);
}
