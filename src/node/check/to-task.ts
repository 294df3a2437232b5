import type { Plan } from '../../core/evaluate/plan-checks.ts';
import { withInventory } from '../../core/gatekeeper/inventory.ts';
import type { EvaluationTask } from '../evaluation/evaluation-task.ts';
import type { LoadedPolicySet } from '../policies/load-policy-set.ts';
import type { ReviewRequest } from './found-sources.ts';
import type { Surroundings } from './gather-surroundings.ts';

/** A task without a policy that compiled has no Wasm: then every source is reported as read by nobody. */
export function toTask(
  { today, timeoutMs, parser }: Pick<ReviewRequest, 'today' | 'timeoutMs' | 'parser'>,
  set: LoadedPolicySet,
  plan: Plan,
  { namespaces, inventoryJson }: Surroundings,
): EvaluationTask | undefined {
  if (set.wasm === undefined) return undefined;
  const { digest: policySet, wasm, configRoots } = set;
  const dataJson = inventoryJson === undefined ? set.dataJson : withInventory(set.dataJson, inventoryJson);
  const nowNs = `${Date.parse(`${today}T00:00:00Z`)}000000`;
  const task = {
    wasm,
    dataJson,
    plan,
    policySet,
    namespaces,
    today,
    nowNs,
    limitMs: timeoutMs,
    configRoots,
  };
  return parser === undefined ? task : { ...task, parser };
}
