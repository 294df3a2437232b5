import { ENFORCEMENT_POINTS } from '../../../../src/core/model/enforcement.ts';
import type { Policy } from '../../../../src/core/model/policy.ts';

/** A policy that says no more than it must; tests change what they are about. */
export function anyPolicy(
  changes: Pick<Policy, 'input' | 'name' | 'package' | 'rules' | 'file'> & Partial<Policy>,
): Policy {
  return {
    title: '',
    description: '',
    severity: 'medium',
    enforcementAction: 'deny',
    match: {},
    points: ENFORCEMENT_POINTS,
    sets: [],
    defaultParameters: {},
    needsAdmission: false,
    readsSecrets: false,
    readsImages: false,
    ...changes,
  };
}
