import { askAboutImplied } from './ask-about-implied.ts';
import { askDocumentChecks, askReviewGroups } from './ask-checks.ts';
import type { Court, Subject, Tally } from './court.ts';
import { toMatchSubject } from './to-match-subject.ts';
import { verdictId, type Verdict } from './verdict.ts';

/** Asks every check that applies to the subject. Every question ends in a pass, violations or a fault; none is dropped. */
export function judge(court: Court, subject: Subject): Verdict {
  const tally: Tally = { passes: 0, answers: [], passed: [] };
  const { resource } = subject;
  const selectable = resource === undefined ? undefined : toMatchSubject({ ...subject, resource }, court.namespaces);
  askDocumentChecks(court, subject, selectable, tally);
  if (resource !== undefined && selectable !== undefined) {
    askReviewGroups(court, { ...subject, resource }, selectable, tally);
    askAboutImplied(court, { ...subject, resource }, selectable, tally);
  }
  let id: string | undefined;
  return {
    ...tally,
    // Made when it is asked for: nobody asks about an object that has nothing to report, and most have nothing.
    get id() {
      return (id ??= verdictId(court.sha256, court.policySet, subject.identity, tally.answers));
    },
  };
}
