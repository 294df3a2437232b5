import { ERROR_CODES } from '../errors.ts';
import type { Severity } from '../model/enforcement.ts';
import type { Result } from '../model/result.ts';
import type { FormatOptions, PolicyText } from './format-options.ts';
import { ruleId } from './result-text.ts';
import { visible, visibleLines } from './safe-text.ts';
import type { SparseJsonObject } from './sparse-json.ts';

/** The SARIF rule that `result` is a finding of. Any finding of a rule gives the same. */
export function ruleDocument(result: Result, { describePolicy }: FormatOptions): SparseJsonObject {
  const policy = result.policy === 'sluice' ? faultText(result.rule) : describePolicy(result.policy);
  const title = policy?.title ?? ruleId(result);
  const description = policy?.description ?? title;
  const help = policy?.fix === undefined ? description : `${description}\n\nFix: ${policy.fix}`;
  return {
    id: visible(ruleId(result)),
    name: visible(result.policy),
    shortDescription: { text: messageText(title) },
    fullDescription: { text: messageText(description) },
    help: { text: messageText(help) },
    defaultConfiguration: { level: LEVEL_OF_SEVERITY[result.severity] },
    properties: ruleProperties(result),
  };
}

/** A fault of the input is no weakness of what was checked, so it gets no security severity. */
function ruleProperties({ policy, severity }: Result): SparseJsonObject {
  if (policy === 'sluice') return { tags: ['policy'], precision: 'very-high' };
  return { tags: ['policy', 'security'], precision: 'high', 'security-severity': SECURITY_SEVERITY[severity] };
}

function faultText(code: string): PolicyText | undefined {
  const entry = Object.entries(ERROR_CODES).find(([name]) => name === code);
  return entry === undefined ? undefined : { title: code, description: entry[1] };
}

const LEVEL_OF_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** The middle of GitHub's bands; it has none for what is only information. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string | undefined>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
  info: undefined,
};

/** Readers turn `[text](target)` of a message into a link; no message gets to choose where ours lead. */
export function messageText(text: string): string {
  return visibleLines(text).join('\n').replaceAll('](', '] (');
}
