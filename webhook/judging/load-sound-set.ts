import { SluiceError, type ErrorCode } from '../../src/core/errors.ts';
import type { SourceWithLines } from '../../src/core/gatekeeper/gatekeeper-set.ts';
import type { PolicyRequest } from '../../src/node/check/check-request.ts';
import { SoundVersions, type BrokenObject, type CostlyVersion } from '../../src/node/cluster/sound-versions.ts';
import type { PolicyFault } from '../../src/node/policies/compile-policy-set.ts';
import { loadPolicySet, type LoadedPolicySet } from '../../src/node/policies/load-policy-set.ts';

export interface SoundSet {
  /** Without a fault. */
  readonly set: LoadedPolicySet;
  /** Objects of the cluster that are not in it as they are. */
  readonly broken: readonly BrokenObject[];
  readonly notices: readonly string[];
}

/** What is known of the cluster from before. */
export interface ClusterHistory {
  /** The versions of its objects that judge until now, by file. */
  readonly inForce: ReadonlyMap<string, SourceWithLines>;
  /** Why `data.inventory` is not complete; absent when it is. */
  readonly incomplete?: string | undefined;
  /** Versions that are not tried again. */
  readonly costly?: readonly CostlyVersion[];
}

/** Policies that cannot run, each with its place. */
export class PolicyFaultsError extends SluiceError {
  readonly faults: readonly PolicyFault[];

  constructor(code: ErrorCode, faults: readonly PolicyFault[]) {
    const lines = faults.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
    super(code, `a policy cannot run, and the webhook leaves none out:\n${lines.join('\n')}`);
    this.faults = faults;
  }
}

/**
 * Loads the policies of a request. Objects of the cluster that do not hold are left to what judged in their place, or left out: they
 * are other people's, and one of them must not keep all others from being taken. All are compiled at once, and only when some
 * do not hold, once more without these.
 * @throws PolicyFaultsError when a policy of the request's own files cannot run
 */
export async function loadSoundSet(request: PolicyRequest, history: ClusterHistory | undefined): Promise<SoundSet> {
  const { gatekeeper } = request;
  const versions = gatekeeper && new SoundVersions(gatekeeper, history?.inForce ?? new Map());
  versions?.setAside(history?.costly ?? []);
  if (history?.incomplete !== undefined) versions?.withholdLookups(history.incomplete);
  for (;;) {
    const notices: string[] = [];
    const chosen = versions === undefined ? request : { ...request, gatekeeper: versions.sources };
    const set = await loadPolicySet(chosen, (notice) => notices.push(notice));
    if (set.faults.length === 0) return { set, broken: versions?.broken ?? [], notices };
    const own = versions === undefined ? set.faults : versions.refuse(set.faults);
    if (own[0] !== undefined) throw new PolicyFaultsError(own[0].code, own);
  }
}
