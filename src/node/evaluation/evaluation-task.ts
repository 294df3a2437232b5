import type { ImageKnowledge } from '../../core/images/image-facts.ts';
import type { DeclaredNamespace } from '../../core/evaluate/court.ts';
import type { ConfigRoots } from '../formats/config-functions.ts';
import type { Format } from '../formats/format.ts';
import type { SecretsTask } from '../secrets/secrets-task.ts';
import type { Plan } from '../../core/evaluate/plan-checks.ts';

/** Everything that judging needs besides the sources. Plain data: it crosses to worker threads as it is. */
export interface EvaluationTask {
  readonly wasm: Uint8Array;
  readonly dataJson: string;
  readonly plan: Plan;
  readonly policySet: string;
  readonly namespaces: ReadonlyMap<string, DeclaredNamespace>;
  /** `YYYY-MM-DD` in UTC. */
  readonly today: string;
  /** Decision timestamp for `time.now_ns`: one for the whole run, in nanoseconds. */
  readonly nowNs: string;
  /** The folder that paths are relative to, when a policy reads `data.conftest.file`; absent when none does. */
  readonly root?: string;
  /** Milliseconds that one rule may take for one object. */
  readonly limitMs: number;
  /** `--parser`: the format of every source. Absent: what its name says. */
  readonly parser?: Format;
  /** Where the files lie that policies may name (`parse_config_file`). Absent: nowhere. */
  readonly configRoots?: ConfigRoots;
  /** How files and objects are searched for secrets. Absent: no policy reads what would be found. */
  readonly secrets?: SecretsTask;
  /** What is known about images. Absent: no policy reads it. */
  readonly images?: ImageKnowledge;
}
