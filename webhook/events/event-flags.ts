/** What Kubernetes hears of violations; the names are Gatekeeper's. */
export const EVENT_FLAGS = {
  'emit-admission-events': {
    kind: 'switch',
    group: 'Watching',
    description:
      'Write a Kubernetes event for each violation of a request that is no dry run. What is the same is counted in one; more than five a second are put off, and what waits too long is dropped and counted.',
  },
  'admission-events-involved-namespace': {
    kind: 'switch',
    group: 'Watching',
    description: 'Write these into the Namespace of the object, and not into the one that sluice runs in.',
  },
  'emit-audit-events': {
    kind: 'switch',
    group: 'Watching',
    description: 'Write one for each violation that the audit finds, too; needs --audit-interval.',
  },
  'audit-events-involved-namespace': {
    kind: 'switch',
    group: 'Watching',
    description: 'Write those of the audit into the Namespace of the object.',
  },
} as const;
