/** What an audit writes, and where replicas agree on who audits. */
export const AUDIT_WRITE_FLAGS = {
  report: {
    kind: 'choice',
    choices: ['auto', 'wgpolicy', 'openreports', 'none'],
    group: 'Audit',
    description:
      'Write a report for each object that policies find fault with: PolicyReports (wgpolicy), Reports (openreports), or those of them that the cluster knows (auto).',
    defaultText: 'auto; none with --once',
  },
  'lease-namespace': {
    kind: 'text',
    value: 'NAME',
    group: 'Audit',
    description: 'Where the lease is that only one replica holds, and word of how far the audit is.',
    defaultText: 'the Namespace that sluice runs in',
  },
} as const;

/** Of `sluice serve`, which audits only when it is told to. */
export const SERVE_AUDIT_FLAGS = {
  'audit-interval': {
    kind: 'count',
    value: 'SECONDS',
    min: 1,
    max: 86_400,
    group: 'Audit',
    description:
      'Judge all that is in the cluster, too, by one replica at a time, and again so long after each time; see docs/audit.md.',
    defaultText: 'no audit',
  },
  'audit-report': {
    kind: 'choice',
    choices: ['auto', 'wgpolicy', 'openreports', 'none'],
    group: 'Audit',
    description: 'Which reports an audit writes: see --report of sluice audit.',
    defaultText: 'auto',
  },
  'lease-namespace': {
    kind: 'text',
    value: 'NAME',
    group: 'Audit',
    description: 'Where the lease of the audit is, and word of how far it is.',
    defaultText: 'the Namespace that sluice runs in',
  },
} as const;
