import { exceptionName } from '../../core/evaluate/exceptions.ts';
import { toConstraintDocument } from '../../core/export/constraint-document.ts';
import { toExportUnits, type ExportUnit, type LeftOut } from '../../core/export/export-units.ts';
import { toSuiteDocument, type SuiteCase, type SuiteTest } from '../../core/export/suite-document.ts';
import { toTemplateDocument } from '../../core/export/template-document.ts';
import { SluiceError } from '../../core/errors.ts';
import type { Constraint } from '../../core/model/constraint.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { Policy } from '../../core/model/policy.ts';
import { yamlFileText } from '../../core/report/yaml-text.ts';
import type { PolicyRequest } from '../check/check-request.ts';
import type { ExportedRego } from '../engine/engine-export.ts';
import type { RegoFault } from '../engine/engine-fault.ts';
import { loadRegoEngine } from '../engine/rego-engine.ts';
import { loadPolicySet } from '../policies/load-policy-set.ts';
import { resolvePolicySources } from '../bundles/resolve-policy-sources.ts';
import { readPolicySources } from '../policies/read-policy-sources.ts';
import { toRegoModule } from '../policies/to-rego-module.ts';
import {
  caseSamples,
  manifestSamples,
  sampleJudge,
  type Judge,
  type Sample,
  type SampleRequest,
} from './record-samples.ts';

export interface ExportPoliciesRequest extends PolicyRequest, SampleRequest {
  /** Names of policies; empty means all of them. */
  readonly only: readonly string[];
  /** Manifests that the suite asks about, besides the cases of the policies. */
  readonly samples: readonly string[];
  readonly onNotice?: (message: string) => void;
}

export interface ExportedPolicy {
  readonly policy: string;
  readonly kind: string;
  readonly constraints: number;
}

export interface PolicyExport {
  /** Texts by path below the folder that they are written to. */
  readonly files: ReadonlyMap<string, string>;
  readonly exported: readonly ExportedPolicy[];
  /** How many objects the suite asks about, each under one constraint. */
  readonly cases: number;
  readonly leftOut: readonly LeftOut[];
  /** What was exported with less than it says: each begins with the policy. */
  readonly notes: readonly string[];
}

/**
 * Makes Gatekeeper's ConstraintTemplates, constraints and a suite of a policy set. What would mean something else there is left out
 * with its reason.
 * @throws SluiceError POLICY_NOT_FOUND and whatever loading a policy set throws
 */
export async function exportPolicies(request: ExportPoliciesRequest): Promise<PolicyExport> {
  const set = await loadPolicySet(request, request.onNotice);
  const { units, leftOut } = toExportUnits(selected(set.policies, request.only), set.constraints);
  const draft: ExportDraft = {
    judge: sampleJudge(set, units, request),
    request,
    manifests: manifestSamples(request.samples, request.cwd, 'samples/manifests'),
    files: new Map(),
    exported: [],
    leftOut: [...leftOut],
    notes: [],
    tests: [],
  };
  for (const fault of set.faults)
    draft.leftOut.push({ policy: fault.file, reason: `${fault.line}:${fault.column}: ${fault.message}` });
  const texts = await exportRego(units, request);
  for (const [index, unit] of units.entries()) addUnit(draft, unit, texts[index]);
  if (draft.tests.length > 0) draft.files.set('suite.yaml', yamlFileText(toSuiteDocument(draft.tests)));
  const cases = draft.tests.reduce((total, test) => total + test.cases.length, 0);
  return { ...draft, cases, notes: [...draft.notes, ...configNotes(request)] };
}

interface ExportDraft {
  readonly judge: Judge;
  readonly request: ExportPoliciesRequest;
  readonly manifests: readonly Sample[];
  readonly files: Map<string, string>;
  readonly exported: ExportedPolicy[];
  readonly leftOut: LeftOut[];
  readonly notes: string[];
  readonly tests: SuiteTest[];
}

function selected(policies: readonly Policy[], only: readonly string[]): readonly Policy[] {
  const unknown = only.find((name) => !policies.some((policy) => policy.name === name));
  if (unknown === undefined) return only.length === 0 ? policies : policies.filter(({ name }) => only.includes(name));
  const known = policies.map(({ name }) => name).join(', ');
  throw new SluiceError('POLICY_NOT_FOUND', `no policy is called "${unknown}"; there are: ${known}`);
}

async function exportRego(
  units: readonly ExportUnit[],
  request: ExportPoliciesRequest,
): Promise<readonly ExportedRego[]> {
  const { cwd, config, policies, regoVersion } = request;
  const given = await resolvePolicySources([...config.policies, ...policies], request, () => undefined);
  const { modules } = readPolicySources(cwd, given, config.shipped, regoVersion);
  const { templates } = loadRegoEngine().exportTemplates({
    modules: modules.filter(({ template }) => template === undefined).map(toRegoModule),
    policies: units.map(({ policy, rules }) => ({
      package: policy.package,
      rules: rules.map(({ name }) => name),
      document: policy.input === 'document',
      ...(policy.exception === undefined ? {} : { exempt: exceptionNames(rules) }),
    })),
  });
  return templates;
}

const exceptionNames = (rules: ExportUnit['rules']): Readonly<Record<string, string>> =>
  Object.fromEntries(rules.map(({ name }) => [name, exceptionName(name)]));

function addUnit(draft: ExportDraft, unit: ExportUnit, text: ExportedRego | undefined): void {
  const { policy, kind, fileName } = unit;
  if (text === undefined || text.obstacles.length > 0) {
    draft.leftOut.push(
      ...(text?.obstacles ?? []).map((fault) => ({ policy: policy.name, reason: obstacleText(fault) })),
    );
    return;
  }
  const applied = unit.constraints.flatMap((constraint) => toApplied(draft, unit, constraint));
  if (applied.length === 0) return;
  const { document, losses } = toTemplateDocument(kind, policy, text);
  draft.files.set(`templates/${fileName}.yaml`, yamlFileText(document));
  draft.notes.push(...losses.map((loss) => `${policy.name}: ${loss}`));
  const cases = caseSamples(policy, draft.request.cwd, `samples/${fileName}`);
  const samples = [...cases, ...draft.manifests];
  for (const { file, text: content } of samples) draft.files.set(file, content);
  for (const one of applied) addConstraint(draft, unit, one, samples);
  draft.exported.push({ policy: policy.name, kind, constraints: applied.length });
}

const obstacleText = ({ path, row, message }: RegoFault): string => `${path}:${row}: ${message}`;

interface Applied {
  readonly constraint: Constraint;
  readonly document: JsonObject;
}

function toApplied(draft: ExportDraft, { policy, kind }: ExportUnit, constraint: Constraint): readonly Applied[] {
  const outcome = toConstraintDocument(kind, constraint);
  switch (outcome.kind) {
    case 'obstacle':
      draft.leftOut.push({ policy: policy.name, reason: `constraint "${constraint.name}" ${outcome.message}` });
      return [];
    case 'document':
      draft.notes.push(...outcome.notes.map((note) => `${policy.name}: constraint "${constraint.name}": ${note}`));
      return [{ constraint, document: outcome.document }];
  }
}

function addConstraint(draft: ExportDraft, unit: ExportUnit, applied: Applied, samples: readonly Sample[]): void {
  const { constraint, document } = applied;
  const fileName = unit.constraints.length === 1 ? unit.fileName : `${unit.fileName}-${constraint.name}`;
  const file = `constraints/${fileName}.yaml`;
  draft.files.set(file, yamlFileText(document));
  const cases = samples.flatMap((sample) => toSuiteCase(draft, unit, constraint, sample));
  draft.tests.push({ name: fileName, template: `templates/${unit.fileName}.yaml`, constraint: file, cases });
}

function toSuiteCase(
  { judge, notes }: ExportDraft,
  unit: ExportUnit,
  constraint: Constraint,
  sample: Sample,
): readonly SuiteCase[] {
  const judgement = judge(unit, constraint, sample);
  if (judgement.kind === 'unselected' && !sample.isCase) return [];
  if (judgement.kind === 'unable' || !sample.isExact) {
    const reason = sample.isExact ? 'the policy cannot judge it' : 'Gatekeeper rounds a number in it';
    notes.push(`${unit.policy.name}: ${sample.name} is not in the suite, because ${reason}`);
    return [];
  }
  const inventory = sample.namespaceFile === undefined ? [] : [sample.namespaceFile];
  const messages = judgement.kind === 'asked' ? judgement.messages : [];
  return [{ name: sample.name, object: sample.file, inventory, messages }];
}

/** What no policy speaks of, and Gatekeeper has no place for. */
function configNotes({ config }: ExportPoliciesRequest): readonly string[] {
  const { waivers } = config;
  if (waivers.length === 0) return [];
  return [`sluice.yaml: waivers (${waivers.length}) are not exported, so Gatekeeper denies what they let pass`];
}
