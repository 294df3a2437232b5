import type { Location } from '../model/location.ts';
import type { ResourceIdentity } from '../model/resource.ts';
import type { Result, Status } from '../model/result.ts';
import type { EnforcementAction } from '../model/enforcement.ts';
import type { Violation } from '../model/violation.ts';
import type { Answer, PassedRule, Verdict } from './verdict.ts';

/** Finds the place of a violation in the text that the object came from. */
export type Locate = (violation: Violation | undefined) => Location;

/** The lines of a report that a verdict amounts to: one for each violation, one for each rule that could not answer. */
export function toResults(verdict: Verdict, resource: ResourceIdentity | undefined, locate: Locate): readonly Result[] {
  const found = verdict.answers.flatMap((answer) => answerResults(answer, verdict.id, resource, locate));
  if (verdict.passed.length === 0) return found;
  return [...found, ...verdict.passed.map((rule) => passResult(rule, verdict.id, resource, locate))];
}

function passResult(rule: PassedRule, id: string, resource: ResourceIdentity | undefined, locate: Locate): Result {
  return { ...commonFields(rule, id, resource), status: 'pass', message: 'nothing found', location: locate(undefined) };
}

function commonFields(
  { policy, rule, constraint }: PassedRule,
  verdictId: string,
  resource: ResourceIdentity | undefined,
): Pick<Result, 'policy' | 'rule' | 'constraint' | 'severity' | 'resource' | 'verdictId'> {
  return {
    policy: policy.name,
    rule,
    ...(constraint === undefined ? {} : { constraint }),
    severity: policy.severity,
    ...(resource === undefined ? {} : { resource }),
    verdictId,
  };
}

function answerResults(
  answer: Answer,
  id: string,
  resource: ResourceIdentity | undefined,
  locate: Locate,
): readonly Result[] {
  const { policy, ruling } = answer;
  const common = commonFields(answer, id, resource);
  switch (ruling.kind) {
    case 'fault':
      return [
        { ...common, status: 'error', message: `${ruling.code}: ${ruling.message}`, location: locate(undefined) },
      ];
    case 'violations':
      return ruling.violations.map((violation) => ({
        ...common,
        ...statusOf(answer.action, violation.message, ruling.waivedBy),
        ...fixOf(violation.fix ?? policy.fix),
        ...(violation.details === undefined ? {} : { details: violation.details }),
        location: locate(violation),
      }));
  }
}

function statusOf(
  action: EnforcementAction,
  message: string,
  waivedBy: string | undefined,
): Pick<Result, 'status' | 'message'> {
  if (waivedBy !== undefined) return { status: 'skip', message: `${message} [waived: ${waivedBy}]` };
  if (action === 'dryrun') return { status: 'skip', message: `${message} [dry run]` };
  const status: Status = action === 'deny' ? 'fail' : 'warn';
  return { status, message };
}

const fixOf = (fix: string | undefined): { fix?: string } => (fix === undefined ? {} : { fix });
