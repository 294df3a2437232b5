import type { JsonObject } from '../model/json.ts';
import type { Location } from '../model/location.ts';
import type { ResourceIdentity } from '../model/resource.ts';
import type { Result, SkipReason } from '../model/result.ts';
import type { EnforcementAction } from '../model/enforcement.ts';
import type { Violation } from '../model/violation.ts';
import { withSkipReason } from './skip-reason-text.ts';
import type { Answer, AnsweringPolicy, PassedRule, Ruling, Verdict } from './verdict.ts';

/** Finds the place of a violation in the text that the object came from. */
export type Locate = (violation: Violation | undefined) => Location;

/** The lines of a report that a verdict amounts to: one for each violation, one for each rule that could not answer. */
export function toResults(verdict: Verdict, resource: ResourceIdentity | undefined, locate: Locate): readonly Result[] {
  const found = verdict.answers.flatMap((answer) => answerResults(answer, verdict.id, resource, locate));
  if (verdict.passed.length === 0) return found;
  return [...found, ...verdict.passed.map((rule) => passResult(rule, verdict.id, resource, locate))];
}

function passResult(rule: PassedRule, id: string, resource: ResourceIdentity | undefined, locate: Locate): Result {
  return resultOf(rule, id, resource, { status: 'pass', message: 'nothing found', location: locate(undefined) });
}

type Said = Omit<Result, 'policy' | 'rule' | 'constraint' | 'severity' | 'resource' | 'verdictId'>;

/** Its fields are written one by one: of a copy with more in it, Node 20 makes a shape of its own each time, which takes a hundred times as long. */
function resultOf(
  { policy, rule, constraint }: PassedRule,
  verdictId: string,
  resource: ResourceIdentity | undefined,
  said: Said,
): Result {
  return {
    policy: policy.name,
    rule,
    ...(constraint === undefined ? {} : { constraint }),
    severity: policy.severity,
    ...(resource === undefined ? {} : { resource }),
    verdictId,
    ...said,
  };
}

function answerResults(
  answer: Answer,
  id: string,
  resource: ResourceIdentity | undefined,
  locate: Locate,
): readonly Result[] {
  const { ruling } = answer;
  switch (ruling.kind) {
    case 'fault': {
      const message = `${ruling.code}: ${ruling.message}`;
      return [resultOf(answer, id, resource, { status: 'error', message, location: locate(undefined) })];
    }
    case 'violations':
      return ruling.violations.map((violation) =>
        resultOf(answer, id, resource, toSaid(answer, ruling, violation, locate)),
      );
  }
}

type Violations = Extract<Ruling, { readonly kind: 'violations' }>;

function toSaid({ policy, action }: Answer, ruling: Violations, violation: Violation, locate: Locate): Said {
  const skipReason = skipReasonOf(action, ruling, violation);
  const fix = violation.fix ?? policy.fix;
  return {
    status: statusOf(action, skipReason),
    message: skipReason === undefined ? violation.message : withSkipReason(violation.message, skipReason),
    ...(skipReason === undefined ? {} : { skipReason }),
    ...(fix === undefined ? {} : { fix }),
    ...(violation.details === undefined ? {} : { details: violation.details }),
    ...saidOf(policy, violation),
    location: locate(violation),
  };
}

/** A waiver is somebody's decision, with a name and an end: where there is one, it is the reason that counts. */
function skipReasonOf(
  action: EnforcementAction,
  { waivedBy, exceptedBy }: Violations,
  { acceptedBy }: Violation,
): SkipReason | undefined {
  if (waivedBy !== undefined) return { kind: 'waived', by: waivedBy };
  if (acceptedBy !== undefined) return { kind: 'waived', by: acceptedBy };
  if (exceptedBy !== undefined) return { kind: 'exception', query: exceptedBy };
  return action === 'dryrun' ? { kind: 'dryrun' } : undefined;
}

function statusOf(action: EnforcementAction, skipReason: SkipReason | undefined): Result['status'] {
  if (skipReason !== undefined) return 'skip';
  return action === 'deny' ? 'fail' : 'warn';
}

/** Who reads conftest's schema wants all that a policy returned; Sluice's own policies have nothing that others lack. */
const saidOf = ({ input }: AnsweringPolicy, { said }: Violation): { said?: JsonObject } =>
  input === 'document' && said !== undefined ? { said } : {};
