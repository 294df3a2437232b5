/** Where a change can enter a cluster: a commit, a CI run, the API server, a GitOps sync. */
export const ENFORCEMENT_POINTS = ['commit', 'ci', 'admission', 'sync'] as const;
export type EnforcementPoint = (typeof ENFORCEMENT_POINTS)[number];

/** What a violation does: block, only warn, or only be recorded. */
export const ENFORCEMENT_ACTIONS = ['deny', 'warn', 'dryrun'] as const;
export type EnforcementAction = (typeof ENFORCEMENT_ACTIONS)[number];

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];
