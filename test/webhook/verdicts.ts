import type { Answer, Ruling, Verdict } from '../../src/core/evaluate/verdict.ts';
import type { EnforcementAction } from '../../src/core/model/enforcement.ts';
import type { Policy } from '../../src/core/model/policy.ts';
import type { Violation } from '../../src/core/model/violation.ts';

/** A policy of which only the name matters. */
export const policy = (name: string, fix?: string): Policy => ({
  input: 'review',
  name,
  package: `policies.${name}`,
  title: name,
  description: '',
  severity: 'high',
  enforcementAction: 'deny',
  match: {},
  points: ['admission'],
  sets: [],
  ...(fix === undefined ? {} : { fix }),
  defaultParameters: {},
  rules: [],
  file: `${name}.rego`,
  needsAdmission: false,
  readsSecrets: false,
  readsImages: false,
});

const answered = (name: string, action: EnforcementAction, ruling: Ruling): Answer => ({
  policy: policy(name),
  rule: 'violation',
  action,
  ruling,
});

export const violation = (name: string, ...messages: readonly [string, ...string[]]): Answer => {
  const [first, ...rest] = messages.map((message): Violation => ({ message }));
  return answered(name, 'deny', { kind: 'violations', violations: [first ?? { message: '' }, ...rest] });
};
export const warning = (name: string, message: string): Answer =>
  answered(name, 'warn', { kind: 'violations', violations: [{ message }] });
export const dryRun = (name: string, message: string): Answer =>
  answered(name, 'dryrun', { kind: 'violations', violations: [{ message }] });
export const faulty = (name: string, message: string): Answer =>
  answered(name, 'deny', { kind: 'fault', code: 'POLICY_FAILED', message });

export const verdict = (passes: number, ...answers: readonly Answer[]): Verdict => ({
  id: 'f00d',
  passes,
  passed: [],
  answers,
});
