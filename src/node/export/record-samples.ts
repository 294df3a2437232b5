import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DeclaredNamespace } from '../../core/evaluate/judge.ts';
import { planChecks } from '../../core/evaluate/plan-checks.ts';
import type { ExportUnit } from '../../core/export/export-units.ts';
import type { Constraint } from '../../core/model/constraint.ts';
import type { Policy } from '../../core/model/policy.ts';
import type { Resource } from '../../core/model/resource.ts';
import { yamlFileText } from '../../core/report/yaml-text.ts';
import { asKustomization } from '../../core/resources/as-kustomization.ts';
import { toResources } from '../../core/resources/to-resources.ts';
import { gatherSurroundings } from '../check/gather-surroundings.ts';
import { toTask } from '../check/review-sources.ts';
import { MAX_FILE_BYTES, parseFile } from '../documents/parse-file.ts';
import { Evaluator } from '../evaluation/evaluator.ts';
import { readSource } from '../evaluation/source.ts';
import { packageRoot } from '../package-root.ts';
import type { LoadedPolicySet } from '../policies/load-policy-set.ts';
import { findSuites, type PolicyCase } from '../verify/find-suites.ts';

/** An object of a policy's cases, in a file of its own: Gatekeeper's suites take one object a file. */
export interface Sample {
  /** What it is called in the suite: `deny/no-label.yaml`. */
  readonly name: string;
  /** Name of its file, without the folder. */
  readonly file: string;
  readonly text: string;
  readonly source: string;
  readonly resource: Resource;
  /** Namespaces that the same case declares, for `gator` and for us. */
  readonly namespaces: ReadonlyMap<string, DeclaredNamespace>;
  /** The sample that declares the object's Namespace, if there is one. */
  readonly namespaceFile?: string;
}

/** What is needed to judge samples: the same that a check needs. */
export interface SampleRequest {
  readonly cwd: string;
  readonly today: string;
  readonly timeoutMs: number;
}

const SHIPPED_PREFIX = 'sluice:';

/** The objects in the `cases` folder beside a policy; none when there is no such folder. */
export function readSamples(policy: Policy, cwd: string): readonly Sample[] {
  const folder = path.join(folderOf(policy, cwd), 'cases');
  if (!existsSync(folder)) return [];
  return findSuites({ cwd, paths: [folder] }).cases.flatMap(readCase);
}

const folderOf = ({ file }: Policy, cwd: string): string =>
  path.dirname(
    file.startsWith(SHIPPED_PREFIX)
      ? path.join(packageRoot(), 'policies', file.slice(SHIPPED_PREFIX.length))
      : path.resolve(cwd, file),
  );

/** A document that cannot be read is a case that `verify` complains about; here it gives no sample. */
function readCase({ file, expects }: PolicyCase): readonly Sample[] {
  const read = readSource(file, MAX_FILE_BYTES);
  if (read.kind === 'fault') return [];
  const resources = parseFile(read.bytes).documents.flatMap((document) =>
    toResources(asKustomization(file.path, document)),
  );
  const base = path.basename(file.path).replace(/\.[^.]*$/, '');
  const { namespaces } = gatherSurroundings({ readsNamespaces: true }, [], [file]);
  const named = resources.map((resource, index) => ({
    resource,
    file: `${expects}-${base}${resources.length === 1 ? '' : `-${index + 1}`}.yaml`,
  }));
  return named.map(({ resource, file: sampleFile }, index) => ({
    name: `${expects}/${path.basename(file.path)}${resources.length === 1 ? '' : ` ${index + 1}`}`,
    file: sampleFile,
    text: sampleText(resource),
    source: file.path,
    resource,
    namespaces,
    ...namespaceFileOf(resource, named),
  }));
}

/** Text that reads back as the same object, digit for digit. */
function sampleText({ json, object }: Resource): string {
  return JSON.stringify(object) === json ? yamlFileText(object) : `${json}\n`;
}

function namespaceFileOf(
  { identity }: Resource,
  all: readonly { readonly resource: Resource; readonly file: string }[],
): { readonly namespaceFile?: string } {
  const home = all.find(
    ({ resource: { identity: other } }) =>
      other.apiVersion === 'v1' && other.kind === 'Namespace' && other.name === identity.namespace,
  );
  return home === undefined || identity.namespace === '' ? {} : { namespaceFile: home.file };
}

/** What the rules of a unit say of a sample under one of its constraints; undefined when one of them cannot say. */
export type Judge = (unit: ExportUnit, constraint: Constraint, sample: Sample) => readonly string[] | undefined;

/** Prepares a judge that answers as `sluice check` would at the point `ci`. */
export function sampleJudge(set: LoadedPolicySet, units: readonly ExportUnit[], request: SampleRequest): Judge {
  const plan = planChecks(set.policies, everyConstraint(units), [], 'ci');
  const evaluatorFor = (namespaces: Sample['namespaces']): Evaluator | undefined => {
    const task = toTask(request, set, plan, { namespaces });
    return task === undefined ? undefined : new Evaluator(task);
  };
  // Compiling the policies costs far more than asking all of them, and most cases declare no Namespace.
  let usual: Evaluator | undefined;
  return (unit, constraint, sample) => {
    const evaluator =
      sample.namespaces.size > 0 ? evaluatorFor(sample.namespaces) : (usual ??= evaluatorFor(new Map()));
    return evaluator === undefined ? undefined : messagesOf(evaluator, unit, constraint, sample);
  };
}

/** Both units of a policy that denies and warns have its constraints: once is enough here. */
function everyConstraint(units: readonly ExportUnit[]): readonly Constraint[] {
  const all = units.flatMap(({ constraints }) => constraints.map((one) => ({ ...one, points: ['ci' as const] })));
  return [...new Map(all.map((one) => [`${one.policy}\n${one.name}`, one])).values()];
}

function messagesOf(
  evaluator: Evaluator,
  { policy, rules }: ExportUnit,
  constraint: Constraint,
  { resource, source }: Sample,
): readonly string[] | undefined {
  const { identity, json } = resource;
  const { answers } = evaluator.judge({ identity, file: source, resource, documentJson: json });
  const rulings = answers
    .filter((one) => one.policy.name === policy.name && one.constraint === constraint.name)
    .filter(({ rule }) => rule === 'match' || rules.some(({ name }) => name === rule))
    .map(({ ruling }) => ruling);
  if (rulings.some(({ kind }) => kind === 'fault')) return undefined;
  return rulings.flatMap((ruling) =>
    ruling.kind === 'violations' ? ruling.violations.map(({ message }) => message) : [],
  );
}
