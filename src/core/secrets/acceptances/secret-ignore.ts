/**
 * An accepted finding, as somebody wrote it down. All of fingerprint, rule and paths that are given must fit, and at least one
 * is. It needs an owner, a reason and an end: an expired one no longer holds and is reported.
 */
export interface SecretIgnore {
  /** `rule:0123456789abcdef` */
  readonly fingerprint?: string;
  readonly rule?: string;
  /** Globs over the paths that the run shows. */
  readonly paths?: readonly string[];
  readonly reason: string;
  readonly owner: string;
  /** Last day on which it holds, `YYYY-MM-DD` in UTC. */
  readonly expires: string;
}
