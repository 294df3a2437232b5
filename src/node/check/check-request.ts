import type { ExpansionMode } from '../../core/evaluate/plan-expansions.ts';
import type { SourceWithLines } from '../../core/gatekeeper/gatekeeper-set.ts';
import type { EnforcementPoint } from '../../core/model/enforcement.ts';
import type { RegoVersion } from '../../core/model/policy.ts';
import type { ConfigMapContent } from '../bundles/config-map-source.ts';
import type { Config } from '../config/config.ts';
import type { ImageSource } from '../images/image-source.ts';
import type { Format } from '../formats/format.ts';
import type { LoadedPolicySet } from '../policies/load-policy-set.ts';

/** Everything that a check depends on. Paths are as the user gave them, relative to `cwd`. */
export interface PolicyRequest {
  readonly cwd: string;
  readonly config: Config;
  /** `-p`: added to the config's policies. */
  readonly policies: readonly string[];
  /** Objects of Gatekeeper that are in no file: those of a cluster. With them, no other policies need to be there, not even one. */
  readonly gatekeeper?: readonly SourceWithLines[];
  /** `-d` */
  readonly data: readonly string[];
  /** `-n`: package names or globs; empty means every package that decides. */
  readonly namespaces: readonly string[];
  /** Default: `auto`. */
  readonly expansion?: ExpansionMode;
  /** The Rego that policies given by path are written in. Default: v1. */
  readonly regoVersion?: RegoVersion;
  /** Where compiled policies and results are kept; absent means no cache. */
  readonly cacheDir?: string;
  /** What reaching a registry or a repository takes: where credentials are, proxies, the PATH. Absent: nothing. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Sources from elsewhere that nothing pins are taken as they are now. Default: they are refused. */
  readonly followUnpinned?: boolean;
  /** What sources `configmap://NAMESPACE/NAME` hold: whoever runs beside a cluster has read them. */
  readonly configMaps?: ReadonlyMap<string, ConfigMapContent>;
}

export interface CheckRequest extends PolicyRequest {
  readonly point: EnforcementPoint;
  /** Files and folders; `-` is standard input. */
  readonly paths: readonly string[];
  /** `--inventory`: what policies look up besides what is judged; empty means the rest of the repository. */
  readonly inventory?: readonly string[];
  /** `--parser`: the format of every input. Absent: what its name says. */
  readonly parser?: Format;
  /** Extra patterns to leave out, added to the config's. */
  readonly ignore: readonly string[];
  /** conftest's way to say it: an RE2 expression over the shown paths of files. */
  readonly ignoreExpression?: string;
  /** Threads that judge. Default: one, and one for each other core when there is enough to do. */
  readonly jobs?: number;
  /** Milliseconds that one rule may take for one object. */
  readonly timeoutMs: number;
  /** Judges all documents as one input, for policies that read documents. */
  readonly combine?: boolean;
  /** Lists the rules that passed, too. Default: they are counted. */
  readonly showPassed?: boolean;
  /** Reports what the baseline of secrets accepts as if it did not. */
  readonly withoutBaseline?: boolean;
  /** Where facts about images come from. Default: the lock file at commit, the registries elsewhere. */
  readonly images?: ImageSource;
  /** `YYYY-MM-DD` in UTC: decides whether waivers still hold. */
  readonly today: string;
  readonly readStdin: () => Promise<Uint8Array>;
  /** Called now and then with files done and files in all. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Told what judges, before it does: whoever writes reports need not load it again. */
  readonly onPolicySet?: (set: LoadedPolicySet) => void;
  /** Told about things that cost time and not correctness: a cache that cannot be written. */
  readonly onNotice?: (message: string) => void;
}
