import { expand, type ExpansionFault, type Resultant } from '../expansion/expand.ts';
import { impliedMessage } from '../expansion/implied-message.ts';
import type { Violation } from '../model/violation.ts';
import type { MatchSubject } from '../policies/match-subject.ts';
import { answer, askReviewGroups } from './ask-checks.ts';
import type { Court, ResourceSubject, Tally } from './court.ts';
import { toMatchSubject } from './to-match-subject.ts';
import type { Plan } from './plan-checks.ts';
import { isAskedAboutImplied } from './plan-expansions.ts';
import type { Answer, Ruling } from './verdict.ts';
import { waive } from './waive.ts';

/** The object answers for what it implies: every message says by which template. */
export function askAboutImplied(court: Court, subject: ResourceSubject, selectable: MatchSubject, tally: Tally): void {
  const { expansions } = court.plan;
  if (expansions === undefined) return;
  const { resultants, faults } = expand(subject.resource, expansions);
  for (const fault of faults) tally.answers.push(...faultAnswers(court.plan, fault));
  for (const resultant of resultants) {
    const implied = impliedSubject(subject, resultant);
    const found: Tally = { passes: 0, answers: [], passed: [] };
    askReviewGroups(court, implied, toMatchSubject(implied, court.namespaces), found);
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
