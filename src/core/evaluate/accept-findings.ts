import type { Violation } from '../model/violation.ts';
import type { Acceptance } from '../secrets/finding.ts';
import type { Facts } from './review.ts';
import type { Ruling } from './verdict.ts';

/**
 * Marks violations about findings that somebody accepted. A policy says which finding it speaks of by `details.fingerprint`.
 * What was found stays what it is, and so does the verdict: only what is done about it changes.
 */
export function acceptFindings(ruling: Ruling, { secrets = [] }: Facts): Ruling {
  if (ruling.kind !== 'violations') return ruling;
  const accepted = new Map(
    secrets.flatMap(({ fingerprint, accepted: by }) => (by === undefined ? [] : [[fingerprint, by] as const])),
  );
  // A secret that stands in two places may be accepted in one of them.
  for (const { fingerprint, accepted: by } of secrets) if (by === undefined) accepted.delete(fingerprint);
  if (accepted.size === 0) return ruling;
  const [first, ...rest] = ruling.violations;
  const mark = (violation: Violation): Violation => withAcceptance(violation, accepted);
  return { ...ruling, violations: [mark(first), ...rest.map(mark)] };
}

function withAcceptance(violation: Violation, accepted: ReadonlyMap<string, Acceptance>): Violation {
  const fingerprint = violation.details?.['fingerprint'];
  const acceptance = typeof fingerprint === 'string' ? accepted.get(fingerprint) : undefined;
  return acceptance === undefined ? violation : { ...violation, acceptedBy: acceptanceText(acceptance) };
}

/** Who lets it stay, why, and for how long. */
function acceptanceText({ reason, owner, expires }: Acceptance): string {
  const who = [...(owner === undefined ? [] : [owner]), ...(expires === undefined ? [] : [`until ${expires}`])];
  return who.length === 0 ? reason : `${reason} (${who.join(', ')})`;
}
