import type { Waiver } from '../model/constraint.ts';
import type { MatchSubject } from '../policies/match-subject.ts';
import { matchesConstraint } from '../policies/matches-constraint.ts';
import type { Court } from './court.ts';
import type { AnsweringPolicy, Ruling } from './verdict.ts';

/** Marks violations that a waiver excuses. A subject that is no Kubernetes object has none. */
export function waive(
  court: Court,
  { name }: AnsweringPolicy,
  subject: MatchSubject | undefined,
  ruling: Ruling,
): Ruling {
  if (ruling.kind !== 'violations' || ruling.waivedBy !== undefined || subject === undefined) return ruling;
  const waiver = court.plan.waivers.find((one) => isWaived(one, name, subject, court.today));
  if (waiver === undefined) return ruling;
  return { ...ruling, waivedBy: `${waiver.reason} (${waiver.owner}, until ${waiver.expires})` };
}

/** What is asked for is waived by what will be there; the object that an update replaces excuses nothing. */
function isWaived({ policy, match, expires }: Waiver, name: string, subject: MatchSubject, today: string): boolean {
  const reviewed: MatchSubject = { ...subject, objects: [subject.objects[0]] };
  return policy === name && today <= expires && matchesConstraint(match, reviewed) === 'matches';
}
