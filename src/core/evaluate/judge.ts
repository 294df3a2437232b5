import { askAboutImplied } from './ask-about-implied.ts';
import { askDocumentChecks, askReviewGroups } from './ask-checks.ts';
import type { Court, ResourceSubject, Subject, Tally } from './court.ts';
import { toMatchSubject } from './to-match-subject.ts';
import { verdictId, type Verdict } from './verdict.ts';

/** Asks every check that applies to the subject. Every question ends in a pass, violations or a fault; none is dropped. */
export function judge(court: Court, subject: Subject): Verdict {
  const tally: Tally = { passes: 0, answers: [], passed: [] };
  if (!isOfResource(subject)) askDocumentChecks(court, subject, undefined, tally);
  else {
    const selectable = toMatchSubject(subject, court.namespaces);
    askDocumentChecks(court, subject, selectable, tally);
    askReviewGroups(court, subject, selectable, tally);
    askAboutImplied(court, subject, selectable, tally);
  }
  return new TalliedVerdict(court, subject, tally);
}

const isOfResource = (subject: Subject): subject is ResourceSubject => subject.resource !== undefined;

/**
 * Its id is made when it is asked for: nobody asks about an object that has nothing to report, and most have nothing. A class, because
 * V8 makes another shape for each object literal with an accessor, and keeps it, with all that the accessor sees, until it looks
 * through the whole heap.
 */
class TalliedVerdict implements Verdict {
  readonly passes: Verdict['passes'];
  readonly answers: Verdict['answers'];
  readonly passed: Verdict['passed'];
  readonly #court: Court;
  readonly #subject: Subject;
  #id: string | undefined;

  constructor(court: Court, subject: Subject, { passes, answers, passed }: Tally) {
    this.#court = court;
    this.#subject = subject;
    this.passes = passes;
    this.answers = answers;
    this.passed = passed;
  }

  get id(): string {
    const { sha256, policySet } = this.#court;
    return (this.#id ??= verdictId(sha256, policySet, this.#subject.identity, this.answers));
  }
}
