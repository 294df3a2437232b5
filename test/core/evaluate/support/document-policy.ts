import type { Policy } from '../../../../src/core/model/policy.ts';
import { anyPolicy } from './any-policy.ts';

/** A policy in conftest's form with one rule; tests change what they are about. */
export const documentPolicy = (changes: Partial<Policy>): Policy =>
  anyPolicy({
    input: 'document',
    name: 'main',
    package: 'main',
    title: 'main',
    rules: [{ name: 'deny', entrypoint: 'main/deny', action: 'deny' }],
    file: 'policy/main.rego',
    ...changes,
  });
