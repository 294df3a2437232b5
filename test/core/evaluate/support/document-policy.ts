import { ENFORCEMENT_POINTS } from '../../../../src/core/model/enforcement.ts';
import type { Policy } from '../../../../src/core/model/policy.ts';

/** A policy in conftest's form with one rule; tests change what they are about. */
export function documentPolicy(changes: Partial<Policy>): Policy {
  return {
    input: 'document',
    name: 'main',
    package: 'main',
    title: 'main',
    description: '',
    severity: 'medium',
    enforcementAction: 'deny',
    match: {},
    points: ENFORCEMENT_POINTS,
    sets: [],
    defaultParameters: {},
    rules: [{ name: 'deny', entrypoint: 'main/deny', action: 'deny' }],
    file: 'policy/main.rego',
    needsAdmission: false,
    readsSecrets: false,
    readsImages: false,
    ...changes,
  };
}
