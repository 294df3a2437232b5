import type { Answer, AnsweringPolicy, PassedRule, Verdict } from '../../src/core/evaluate/verdict.ts';

/** A verdict for another thread, which gets a copy of all that hangs on it: of a policy only what a report says of it. */
export const leanVerdict = ({ id, passes, answers, passed }: Verdict): Verdict => ({
  id,
  passes,
  answers: answers.map(leanAnswer),
  passed: passed.map(leanRule),
});

const leanAnswer = (answer: Answer): Answer => ({ ...answer, policy: leanPolicy(answer.policy) });

const leanRule = (rule: PassedRule): PassedRule => ({ ...rule, policy: leanPolicy(rule.policy) });

const leanPolicy = ({ name, severity, fix, input }: AnsweringPolicy): AnsweringPolicy => ({
  name,
  severity,
  input,
  ...(fix !== undefined && { fix }),
});
