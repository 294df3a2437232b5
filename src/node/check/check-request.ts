import type { EnforcementPoint } from '../../core/model/enforcement.ts';
import type { Config } from '../config/config.ts';

/** Everything that a check depends on. Paths are as the user gave them, relative to `cwd`. */
export interface PolicyRequest {
  readonly cwd: string;
  readonly config: Config;
  /** `-p`: added to the config's policies. */
  readonly policies: readonly string[];
  /** `-d` */
  readonly data: readonly string[];
  /** `-n`: package names or globs; empty means every package that decides. */
  readonly namespaces: readonly string[];
  /** Where compiled policies and results are kept; absent means no cache. */
  readonly cacheDir?: string;
}

export interface CheckRequest extends PolicyRequest {
  readonly point: EnforcementPoint;
  /** Files and folders; `-` is standard input. */
  readonly paths: readonly string[];
  /** Extra patterns to leave out, added to the config's. */
  readonly ignore: readonly string[];
  /** Worker threads at most. */
  readonly jobs?: number;
  /** Milliseconds that one rule may take for one object. */
  readonly timeoutMs: number;
  /** Lists the rules that passed, too. Default: they are counted. */
  readonly showPassed?: boolean;
  /** `YYYY-MM-DD` in UTC: decides whether waivers still hold. */
  readonly today: string;
  readonly readStdin: () => Promise<Uint8Array>;
  /** Called now and then with files done and files in all. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Told about things that cost time and not correctness: a cache that cannot be written. */
  readonly onNotice?: (message: string) => void;
}
