import {
  gatekeeperRole,
  type GatekeeperProblem,
  type GatekeeperSource,
} from '../../src/core/gatekeeper/gatekeeper-source.ts';
import { isPolicyObject, policyObjectProblems } from '../../src/core/gatekeeper/policy-object-problems.ts';
import { splitPlace, toClusterObject } from '../../src/node/cluster/cluster-object.ts';
import type { AdmissionRequest } from './admission-review.ts';
import type { TemplateCheck } from './template-check.ts';

export type Guarded =
  /** It does not hold, and the reasons are its author's business. */
  | { readonly kind: 'invalid'; readonly message: string }
  /** Nobody knows whether it holds. */
  | { readonly kind: 'unknown'; readonly message: string };

/** Why an object that says what policies are is refused; undefined when it holds, and for every other object. */
export type PolicyGuard = (request: AdmissionRequest, limitMs: number) => Promise<Guarded | undefined>;

export interface PolicyGuardOptions {
  readonly templates: Pick<TemplateCheck, 'check'>;
  /** The objects that there are. */
  readonly others: () => readonly GatekeeperSource[];
}

const OPERATIONS = ['CREATE', 'UPDATE'];
const MOST_PROBLEMS = 10;

/**
 * Refuses ConstraintTemplates, constraints, Config, SyncSets and ExpansionTemplates that do not hold, as Gatekeeper's webhook does: who
 * writes them hears of it at once, and not from a status later.
 */
export function createPolicyGuard({ templates, others }: PolicyGuardOptions): PolicyGuard {
  return async ({ operation, subResource, object, kind }, limitMs) => {
    if (!OPERATIONS.includes(operation) || subResource !== '' || object === undefined) return undefined;
    if (!kind.group.endsWith(GROUPS)) return undefined;
    const read = toClusterObject(object.value, '');
    if (read === undefined || !isPolicyObject(read.source.source)) return undefined;
    const { source } = read.source;
    const problems = policyObjectProblems(source, others());
    if (problems.length > 0) return invalid(source, problems);
    if (gatekeeperRole(source.resource) !== 'template') return undefined;
    const reply = await templates.check(source.object, limitMs);
    if (reply.kind === 'failed') return { kind: 'unknown', message: `${nameOf(source)}: ${reply.message}` };
    return reply.faults.length === 0 ? undefined : invalid(source, reply.faults);
  };
}

const GROUPS = '.gatekeeper.sh';

function invalid(source: GatekeeperSource, problems: readonly GatekeeperProblem[]): Guarded {
  const shown = problems.slice(0, MOST_PROBLEMS).map(({ file, line, column, message }) => {
    const { field } = splitPlace(file);
    return field === '' ? message : `${field}:${line}:${column}: ${message}`;
  });
  const more = problems.length - shown.length;
  const reasons = [...shown, ...(more > 0 ? [`… and ${more} more`] : [])].join('; ');
  return { kind: 'invalid', message: `${nameOf(source)} does not hold: ${reasons}` };
}

const nameOf = ({ resource: { identity } }: GatekeeperSource): string => `${identity.kind}/${identity.name}`;
