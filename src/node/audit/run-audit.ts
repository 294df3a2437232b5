import { constraintKey } from '../../core/audit/audit-tally.ts';
import { isEphemeralKind, selectsKind } from '../../core/audit/kind-selection.ts';
import { messageOf } from '../../core/errors.ts';
import type { Plan } from '../../core/evaluate/plan-checks.ts';
import type { ApiResource, KubeClient } from '../kubernetes/kube-client.ts';
import { apiVersionOf } from '../kubernetes/list-pages.ts';
import { auditCluster, type AuditOptions, type AuditOutcome, type JudgedPage } from './audit-cluster.ts';
import { isUsable, type AuditProgress } from './audit-progress.ts';
import { writeConstraintStatus, type AuditedConstraint } from './constraint-status.ts';
import { listableKinds } from './listable-kinds.ts';
import type { ProgressStore } from './progress-store.ts';
import { ReportBook } from './report-book.ts';
import { findReportKinds, type ReportChoice } from './report-kinds.ts';

export interface RunAuditOptions extends Pick<
  AuditOptions,
  'judge' | 'policySet' | 'isLeftOut' | 'pageSize' | 'concurrency' | 'signal' | 'patienceMs' | 'now'
> {
  readonly client: KubeClient;
  readonly plan: Plan;
  readonly reports: ReportChoice;
  /** Constraints of the cluster that are told what was found; absent when nobody is told. */
  readonly constraints?: readonly AuditedConstraint[];
  /** Where to leave word how far it is; absent when nobody goes on. */
  readonly progress?: ProgressStore;
  /** Milliseconds between two words. */
  readonly saveEveryMs: number;
  /** Told of each page. */
  readonly onPage?: (page: JudgedPage) => void;
}

export interface AuditRun extends AuditOutcome {
  readonly isResumed: boolean;
  readonly reportsWritten: number;
  readonly reportsDeleted: number;
}

/**
 * One audit of a cluster, with all that it writes.
 * @throws PoliciesChanged, KubeError when it could not begin, SluiceError as `findReportKinds`, and the reason of the signal
 */
export async function runAudit(options: RunAuditOptions): Promise<AuditRun> {
  const { client, plan, signal, policySet, now } = options;
  const served = await listableKinds(client, { signal });
  const kinds = served.kinds.filter((kind) => !isEphemeralKind(kind) && selectsKind(plan, kind));
  const reports = await findReportKinds(client, options.reports, { signal });
  const book = await ReportBook.open({ client, reports, signal });
  const left = await options.progress?.read({ signal });
  const resume = left !== undefined && isUsable(left, now(), policySet) ? left : undefined;
  const saver = createSaver(options);
  const time = new Date(now());
  const outcome = await auditCluster({
    ...options,
    kinds,
    ...(resume && { resume }),
    onPage: async (page) => {
      options.onPage?.(page);
      await book.take(page.judged);
    },
    onKind: (resource, isWhole) => (isWhole ? book.closeKind(nameOf(resource)) : Promise.resolve()),
    onProgress: saver.take,
  });
  const isWhole = served.problems.length + outcome.problems.length === 0;
  if (isWhole) await book.closeOthers(new Set(kinds.map((kind) => keyOf(nameOf(kind)))));
  const unwritten = await tellConstraints(options, outcome, { time, isWhole });
  await options.progress?.clear({ signal });
  return {
    ...outcome,
    problems: [...served.problems, ...outcome.problems, ...book.problems, ...unwritten, ...saver.problems],
    isResumed: resume !== undefined,
    reportsWritten: book.written,
    reportsDeleted: book.deleted,
  };
}

/** Where something could not be read, a constraint that found nothing is told nothing: it may not have seen what it would find. */
async function tellConstraints(
  { client, constraints = [], signal }: RunAuditOptions,
  { tally }: AuditOutcome,
  { time, isWhole }: { readonly time: Date; readonly isWhole: boolean },
): Promise<readonly string[]> {
  const told = constraints.filter(({ kind, name }) => isWhole || constraintKey(kind, name) in tally.constraints);
  return writeConstraintStatus({ client, constraints: told, tally, time, signal });
}

const nameOf = (resource: ApiResource): { readonly apiVersion: string; readonly kind: string } => ({
  apiVersion: apiVersionOf(resource),
  kind: resource.kind,
});

const keyOf = ({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string =>
  `${apiVersion}/${kind}`;

interface Saver {
  readonly take: (progress: AuditProgress) => Promise<void>;
  readonly problems: readonly string[];
}

/** Leaves word now and then. That it cannot is no reason to stop. */
function createSaver({ progress: store, saveEveryMs, signal, now }: RunAuditOptions): Saver {
  const problems: string[] = [];
  let savedAt = now();
  return {
    problems,
    take: async (progress) => {
      if (store === undefined || now() - savedAt < saveEveryMs) return;
      savedAt = now();
      try {
        await store.write(progress, { signal });
      } catch (error) {
        if (signal.aborted) throw error;
        if (problems.length === 0) problems.push(`the progress cannot be saved: ${messageOf(error)}`);
      }
    },
  };
}
