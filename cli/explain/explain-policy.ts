import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ERROR_CODES, SluiceError } from '../../src/core/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/model/json.ts';
import type { Match } from '../../src/core/model/match.ts';
import type { Policy } from '../../src/core/model/policy.ts';
import { oneLine } from '../../src/core/report/safe-text.ts';
import type { PolicyRequest } from '../../src/node/check/check-request.ts';
import { DEFAULT_CONFIG } from '../../src/node/config/config.ts';
import { didYouMean } from '../../src/node/flags/near-miss.ts';
import { packageRoot } from '../../src/node/package-root.ts';
import { loadPolicySet } from '../../src/node/policies/load-policy-set.ts';
import { sectionOf } from './markdown-section.ts';

/** One line for each policy that applies. */
export async function listPolicies(request: PolicyRequest): Promise<string> {
  const { policies } = await loadPolicySet(request);
  const width = Math.max(...policies.map(({ name }) => name.length));
  const lines = policies.map(({ name, severity, enforcementAction, title }) =>
    oneLine(`${name.padEnd(width)}  ${severity.padEnd(8)}  ${enforcementAction.padEnd(6)}  ${title}`),
  );
  return `${lines.join('\n')}\n\n"sluice explain NAME" says more; "sluice explain -p sluice:all" lists every policy that ships.\n`;
}

/** @throws SluiceError POLICY_NOT_FOUND, with the name that was probably meant */
export async function explainPolicy(name: string, request: PolicyRequest): Promise<string> {
  const { policies } = await loadPolicySet(request);
  const policy = findPolicy(name, policies) ?? (await findShipped(name, request, policies));
  return [describe(policy, request), ...readmeSections(policy, request.cwd)].join('\n\n').concat('\n');
}

const findPolicy = (name: string, policies: readonly Policy[]): Policy | undefined =>
  policies.find((one) => one.name === name || one.package === name);

/** A policy that ships is worth explaining also where it does not apply. */
async function findShipped(
  name: string,
  { cwd, cacheDir }: PolicyRequest,
  applied: readonly Policy[],
): Promise<Policy> {
  const request = { cwd, config: DEFAULT_CONFIG, policies: [], data: [], namespaces: [] };
  const { policies } = await loadPolicySet({ ...request, ...(cacheDir === undefined ? {} : { cacheDir }) });
  const policy = findPolicy(name, policies);
  if (policy !== undefined) return policy;
  const names = [...applied, ...policies].map((one) => one.name);
  throw new SluiceError(
    'POLICY_NOT_FOUND',
    `there is no policy or error code "${name}"${didYouMean(name, [...names, ...Object.keys(ERROR_CODES)])}; "sluice explain" lists the policies`,
  );
}

function describe(policy: Policy, { config }: PolicyRequest): string {
  const constraints = config.constraints.filter((one) => one.policy === policy.name);
  const rows: readonly (readonly [label: string, value: string])[] = [
    ['severity', policy.severity],
    ['action', policy.enforcementAction],
    ['points', policy.points.join(', ')],
    ['reads', policy.input === 'review' ? 'Kubernetes objects' : 'any document'],
    ['match', matchText(policy.match)],
    ['sets', policy.sets.join(', ')],
    ['package', policy.package],
    ['rules', policy.rules.map((rule) => rule.name).join(', ')],
    ['file', policy.file],
    ['applied by', constraints.map((one) => `${one.name} (${one.enforcementAction})`).join(', ')],
    ['fix', policy.fix ?? ''],
  ];
  return [
    oneLine(`${policy.name}: ${policy.title}`),
    '',
    ...(policy.description === '' ? [] : [oneLine(policy.description), '']),
    ...rows.filter(([, value]) => value !== '').map(([label, value]) => `  ${label.padEnd(10)}  ${oneLine(value)}`),
    ...(policy.needsAdmission
      ? ['', '  It reads what only the API server knows: elsewhere it judges as if a nameless user created the object.']
      : []),
    ...parameterLines(policy.schema),
  ].join('\n');
}

function matchText({ kinds, ...others }: Match): string {
  const selected = (kinds ?? []).map(({ apiGroups = ['*'], kinds: names = ['*'] }) => {
    const groups = apiGroups.map((group) => (group === '' ? 'core' : group)).join('|');
    return `${names.join('|')} (${groups})`;
  });
  const rest = Object.entries(others).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return [...selected, ...rest].join('; ') || 'every object';
}

function parameterLines(schema: JsonObject | undefined): readonly string[] {
  const properties = schema?.['properties'];
  if (!isJsonObject(properties)) return [];
  const lines = Object.entries(properties).map(([name, property]) => oneLine(`  ${name}: ${parameterText(property)}`));
  return lines.length === 0 ? [] : ['', 'Parameters:', ...lines.map((line) => `  ${line}`)];
}

function parameterText(property: JsonValue): string {
  if (!isJsonObject(property)) return '';
  const { type, description, default: fallback } = property;
  const text = typeof description === 'string' ? ` ${description}` : '';
  return `${typeof type === 'string' ? type : 'any'}.${text}${fallback === undefined ? '' : ` Default: ${JSON.stringify(fallback)}.`}`;
}

const SHOWN_SECTIONS: readonly string[] = ['Avoid', 'Prefer', 'Rationale', 'Exceptions'];

/** A policy's own page, if there is one beside it. */
function readmeSections(policy: Policy, cwd: string): readonly string[] {
  const page = readPage(path.join(path.dirname(fileOf(policy, cwd)), 'README.md'));
  if (page === undefined) return [];
  return SHOWN_SECTIONS.flatMap((heading) => {
    const text = sectionOf(page, heading);
    return text === undefined ? [] : [`${heading}:\n${indent(text)}`];
  });
}

/** Policies that ship are shown as `sluice:NAME/policy.rego`. */
const fileOf = ({ file }: Policy, cwd: string): string =>
  file.startsWith('sluice:')
    ? path.join(packageRoot(), 'policies', file.slice('sluice:'.length))
    : path.resolve(cwd, file);

/** A page is optional, and its absence is nothing to report. */
function readPage(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

const indent = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('```'))
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
