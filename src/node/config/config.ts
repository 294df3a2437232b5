import type { Constraint, Waiver } from '../../core/model/constraint.ts';
import type { FailOn } from '../../core/model/decision.ts';

/** What `sluice.yaml` says, checked and complete: every field has its value, every path is absolute. Frozen throughout. */
export interface Config {
  /** The file it came from, absolute; absent when there is none and these are the defaults. */
  readonly file?: string;
  /** Policy files and folders. Empty: the shipped policies. */
  readonly policies: readonly string[];
  /** Names of shipped policies or sets (`baseline`) to use; empty with no `policies`: all that ship. */
  readonly shipped: readonly string[];
  /** Data files and folders for `data.…`. */
  readonly data: readonly string[];
  /**
   * Parameters are as written; defaults and schema are applied when the policies are known. An empty match means that none
   * was written: the policy's own match holds.
   */
  readonly constraints: readonly Constraint[];
  /** Expired ones, too: whoever knows the day decides. */
  readonly waivers: readonly Waiver[];
  /** Globs over the paths that a run shows. */
  readonly ignore: readonly string[];
  readonly failOn: FailOn;
  /** Namespaces that the repository does not declare, with their labels. */
  readonly namespaces: readonly DeclaredNamespaceConfig[];
}

export interface DeclaredNamespaceConfig {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

export const DEFAULT_CONFIG: Config = {
  policies: [],
  shipped: [],
  data: [],
  constraints: [],
  waivers: [],
  ignore: [],
  failOn: 'deny',
  namespaces: [],
};
