import { addTallies, EMPTY_TALLY, tallyObjects, type AuditTally } from '../../core/audit/audit-tally.ts';
import type { JudgedObject } from '../../core/audit/judged-object.ts';
import { compareText } from '../../core/compare-text.ts';
import { messageOf } from '../../core/errors.ts';
import { textAt } from '../../core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { ResourceIdentity } from '../../core/model/resource.ts';
import type { Result } from '../../core/model/result.ts';
import { identityOf } from '../../core/resources/to-resources.ts';
import { withoutManagedFields } from '../cluster/inventory-store.ts';
import type { Pause } from '../kubernetes/backoff.ts';
import type { ApiResource, KubeClient } from '../kubernetes/kube-client.ts';
import { hasStatus, KubeError } from '../kubernetes/kube-error.ts';
import type { AuditProgress } from './audit-progress.ts';
import { inParallel } from './in-parallel.ts';
import { kindPages, type KindPage } from './kind-pages.ts';
import { resourceKey } from './listable-kinds.ts';

/** One object to judge. */
export interface AuditSubject {
  readonly identity: ResourceIdentity;
  readonly object: JsonObject;
  readonly json: string;
}

/** What was said of one object. Without a verdict, the one result is an error. */
export interface Judgement {
  readonly policySet: string;
  readonly passes: number;
  readonly results: readonly Result[];
}

export interface AuditOptions {
  readonly client: KubeClient;
  /** In the order of their keys. */
  readonly kinds: readonly ApiResource[];
  readonly policySet: string;
  /** @throws what ends the audit */
  readonly judge: (subject: AuditSubject) => Promise<Judgement>;
  /** Whether objects in a Namespace, or the Namespace itself, are left alone. */
  readonly isLeftOut: (namespace: string) => boolean;
  /** Objects a page: no more are ever in memory. */
  readonly pageSize: number;
  /** Objects that are judged at a time. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** Milliseconds for which a server that does not answer is asked again. */
  readonly patienceMs: number;
  /** Milliseconds of the epoch. */
  readonly now: () => number;
  readonly pause?: Pause;
  readonly random?: () => number;
  /** Where an earlier process was. */
  readonly resume?: AuditProgress;
  readonly onPage?: (page: JudgedPage) => Promise<void>;
  /** All objects of a kind were judged. `isWhole`: from the first on, by this process. */
  readonly onKind?: (resource: ApiResource, isWhole: boolean) => Promise<void>;
  readonly onProgress?: (progress: AuditProgress) => Promise<void>;
}

export interface JudgedPage {
  readonly resource: ApiResource;
  readonly judged: readonly JudgedObject[];
}

export interface AuditOutcome {
  readonly tally: AuditTally;
  readonly kinds: number;
  /** Kinds that could not be read, or not to their end. Nobody knows anything about their objects. */
  readonly problems: readonly string[];
}

/** The policies are others now: what was found by the earlier ones is of no use. */
export class PoliciesChanged extends Error {}

/**
 * Judges the objects of a cluster, page by page: what is kept of a page is what was found in it.
 * @throws PoliciesChanged, and whatever ended it
 */
export async function auditCluster(options: AuditOptions): Promise<AuditOutcome> {
  const { kinds, resume, policySet, now, onProgress } = options;
  let done = resume?.done ?? EMPTY_TALLY;
  const problems: string[] = [...(resume?.problems ?? [])];
  for (const resource of kinds) {
    const key = resourceKey(resource);
    if (resume !== undefined && compareText(key, resume.kind) < 0) continue;
    const isResumed = resume?.kind === key;
    const start = isResumed ? { from: resume.next, tally: resume.current } : { from: '', tally: EMPTY_TALLY };
    const report = (current: AuditTally, next: string): Promise<void> | undefined =>
      onProgress?.({ policySet, savedAt: now(), done, current, kind: key, next, problems });
    try {
      done = addTallies(done, await auditKind(resource, start, options, report));
    } catch (error) {
      if (!(error instanceof KubeError) || options.signal.aborted) throw error;
      // A kind that is served no more has no objects.
      if (!hasStatus(error, 404)) problems.push(`${key}: ${messageOf(error)}`);
    }
  }
  return { tally: done, kinds: kinds.length, problems };
}

interface KindStart {
  readonly from: string;
  readonly tally: AuditTally;
}

async function auditKind(
  resource: ApiResource,
  start: KindStart,
  options: AuditOptions,
  report: (current: AuditTally, next: string) => Promise<void> | undefined,
): Promise<AuditTally> {
  let isWhole = start.from === '';
  let tally = start.tally;
  for await (const page of kindPages(options.client, resource, {
    ...options,
    from: start.from,
    limit: options.pageSize,
  })) {
    if (page.kind === 'anew') {
      tally = EMPTY_TALLY;
      isWhole = true;
      continue;
    }
    const judged = await judgePage(page, options);
    tally = tallyObjects(tally, judged);
    await options.onPage?.({ resource, judged });
    if (page.next !== '') await report(tally, page.next);
  }
  await options.onKind?.(resource, isWhole);
  return tally;
}

async function judgePage(
  { items }: Extract<KindPage, { readonly kind: 'page' }>,
  options: AuditOptions,
): Promise<readonly JudgedObject[]> {
  const judged: JudgedObject[] = [];
  const selected = items.filter((object) => !isLeftOut(object, options));
  await inParallel(selected, options.concurrency, async (object, index) => {
    options.signal.throwIfAborted();
    const identity = identityOf(object);
    if (identity === undefined) return;
    const judgement = await options.judge({ identity, object, json: withoutManagedFields(object) });
    if (judgement.policySet !== options.policySet) throw new PoliciesChanged('the policies have changed');
    judged[index] = { ...judgement, identity, uid: textAt(object, ['metadata', 'uid']) };
  });
  return judged.filter((one) => one !== undefined);
}

/** A Namespace is left alone with what is in it. */
function isLeftOut(object: JsonObject, options: AuditOptions): boolean {
  const isNamespace = object['apiVersion'] === 'v1' && object['kind'] === 'Namespace';
  const namespace = textAt(object, ['metadata', isNamespace ? 'name' : 'namespace']);
  return namespace !== '' && options.isLeftOut(namespace);
}
