import { answer } from './ask-checks.ts';
import type { Court } from './court.ts';
import type { Verdict } from './verdict.ts';

/** A verdict about an object that was not searched to the end is none of the policies that read what was found. */
export function withUnsearched({ plan }: Court, verdict: Verdict, reason: string): Verdict {
  const checks = plan.reviewGroups.flatMap((group) => group.checks).filter(({ policy }) => policy.readsSecrets);
  const message = `the object was not searched for secrets to the end: ${reason}`;
  const faults = checks.map((check) => answer(check, 'search', { kind: 'fault', code: 'SEARCH_INCOMPLETE', message }));
  // The id is asked for once, and a verdict that is not whole is not one to compare.
  return { ...verdict, id: verdict.id, answers: [...verdict.answers, ...faults] };
}
