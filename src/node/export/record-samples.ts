import { existsSync } from 'node:fs';
import path from 'node:path';
import { SluiceError } from '../../core/errors.ts';
import { canonicalJson } from '../../core/evaluate/canonical-json.ts';
import type { DeclaredNamespace } from '../../core/evaluate/court.ts';
import type { PassedRule, Ruling } from '../../core/evaluate/verdict.ts';
import { planChecks } from '../../core/evaluate/plan-checks.ts';
import type { ExportUnit } from '../../core/export/export-units.ts';
import type { Constraint } from '../../core/model/constraint.ts';
import type { Policy } from '../../core/model/policy.ts';
import type { Resource } from '../../core/model/resource.ts';
import { yamlFileText } from '../../core/report/yaml-text.ts';
import { asKustomization } from '../../core/resources/as-kustomization.ts';
import { toResources } from '../../core/resources/to-resources.ts';
import { MANIFEST_EXTENSIONS } from '../check/counted-files.ts';
import { gatherSurroundings } from '../check/gather-surroundings.ts';
import { toTask } from '../check/to-task.ts';
import { MAX_FILE_BYTES, parseFile } from '../documents/parse-file.ts';
import { Evaluator } from '../evaluation/evaluator.ts';
import { readSource } from '../evaluation/source.ts';
import { walkFiles, type FoundFile } from '../files/walk-files.ts';
import { packageRoot } from '../package-root.ts';
import type { LoadedPolicySet } from '../policies/load-policy-set.ts';
import { SHIPPED_PREFIX } from '../policies/read-policy-sources.ts';
import { findSuites } from '../verify/find-suites.ts';

/** An object that the suite asks about, in a file of its own: Gatekeeper's suites take one object a file. */
export interface Sample {
  /** What it is called in the suite: `deny/no-label.yaml`. */
  readonly name: string;
  /** Where it is written, below the folder of the export. */
  readonly file: string;
  readonly text: string;
  /** False when the object has an integer with more digits than Gatekeeper keeps: it would speak of another number. */
  readonly isExact: boolean;
  /** The file that it came from, as shown. */
  readonly source: string;
  readonly resource: Resource;
  /** A case of the policy, which the suite asks about also where no constraint selects it. */
  readonly isCase: boolean;
  /** Namespaces that are declared beside it, for `gator` and for us. */
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

/**
 * The objects in the `cases` folder beside a policy; none when there is no such folder. The Namespaces that one case declares are not
 * those of the next.
 * @param folder where the samples go, below the folder of the export
 */
export function caseSamples(policy: Policy, cwd: string, folder: string): readonly Sample[] {
  const cases = path.join(folderOf(policy, cwd), 'cases');
  if (!existsSync(cases)) return [];
  return findSuites({ cwd, paths: [cases] }).cases.flatMap(({ file, expects }) => {
    const base = path.basename(file.path);
    const resources = resourcesOf(file);
    const named = resources.map((resource, index) => {
      const many = resources.length > 1;
      return {
        resource,
        source: file.path,
        name: `${expects}/${base}${many ? ` ${index + 1}` : ''}`,
        file: `${folder}/${expects}-${base.replace(/\.[^.]*$/, '')}${many ? `-${index + 1}` : ''}.yaml`,
      };
    });
    return inSurroundings(named, [file], true);
  });
}

const folderOf = ({ file }: Policy, cwd: string): string =>
  path.dirname(
    file.startsWith(SHIPPED_PREFIX)
      ? path.join(packageRoot(), 'policies', file.slice(SHIPPED_PREFIX.length))
      : path.resolve(cwd, file),
  );

/**
 * The objects of manifests that the user names, which belong together.
 * @throws SluiceError NO_FILES when a path holds nothing to read
 */
export function manifestSamples(paths: readonly string[], cwd: string, folder: string): readonly Sample[] {
  if (paths.length === 0) return [];
  const { files, faults } = walkFiles(paths, { cwd, isIgnored: () => false, extensions: MANIFEST_EXTENSIONS });
  const [fault] = faults;
  if (fault !== undefined) throw new SluiceError('NO_FILES', `sample ${fault.message}; check the path after --samples`);
  const found = files.flatMap((file) => resourcesOf(file).map((resource) => ({ resource, source: file.path })));
  if (found.length === 0) throw new SluiceError('NO_FILES', `${paths.join(', ')}: no object to take as a sample`);
  const named = found.map(({ resource, source }, index) => {
    const { kind, name } = resource.identity;
    const title = `${kind}-${name}`
      .toLowerCase()
      .replaceAll(/[^a-z0-9.-]+/g, '-')
      .slice(0, 100);
    return { resource, source, name: `${source} ${kind} ${name}`, file: `${folder}/${index + 1}-${title}.yaml` };
  });
  return inSurroundings(named, files, false);
}

/** A document that cannot be read gives no sample: `verify` and `check` complain about it. */
function resourcesOf(file: FoundFile): readonly Resource[] {
  const read = readSource(file, MAX_FILE_BYTES);
  if (read.kind === 'fault') return [];
  return parseFile(read.bytes).documents.flatMap((document) => toResources(asKustomization(file.path, document)));
}

type NamedResource = Pick<Sample, 'resource' | 'source' | 'name' | 'file'>;

function inSurroundings(
  named: readonly NamedResource[],
  files: readonly FoundFile[],
  isCase: boolean,
): readonly Sample[] {
  const { namespaces } = gatherSurroundings({ readsNamespaces: true }, [], files);
  return named.map((one) => ({
    ...one,
    isCase,
    text: yamlFileText(one.resource.object),
    isExact: JSON.stringify(one.resource.object) === one.resource.json,
    namespaces,
    ...namespaceFileOf(one.resource, named),
  }));
}

function namespaceFileOf({ identity }: Resource, all: readonly NamedResource[]): Pick<Sample, 'namespaceFile'> {
  const home = all.find(
    ({ resource: { identity: other } }) =>
      other.apiVersion === 'v1' && other.kind === 'Namespace' && other.name === identity.namespace,
  );
  return home === undefined || identity.namespace === '' ? {} : { namespaceFile: home.file };
}

/** What the rules of a unit say of a sample under one of its constraints. `unable`: one of them cannot say. */
export type Judgement =
  | { readonly kind: 'unselected' }
  | { readonly kind: 'unable' }
  | { readonly kind: 'asked'; readonly messages: readonly string[] };

export type Judge = (unit: ExportUnit, constraint: Constraint, sample: Sample) => Judgement;

/** Prepares a judge that answers as `sluice check` would at the point `ci`. */
export function sampleJudge(set: LoadedPolicySet, units: readonly ExportUnit[], request: SampleRequest): Judge {
  const plan = planChecks(set.policies, everyConstraint(units), [], 'ci', true);
  const evaluatorFor = (namespaces: Sample['namespaces']): Evaluator | undefined => {
    const task = toTask(request, set, plan, { namespaces });
    return task === undefined ? undefined : new Evaluator(task);
  };
  // Compiling the policies costs far more than asking all of them, and most cases declare no Namespace.
  const evaluators = new Map<string, Evaluator | undefined>();
  return (unit, constraint, sample) => {
    const key = canonicalJson([...sample.namespaces].map(([name, { json }]) => [name, json]));
    if (!evaluators.has(key)) evaluators.set(key, evaluatorFor(sample.namespaces));
    const evaluator = evaluators.get(key);
    return evaluator === undefined ? { kind: 'unable' } : judgementOf(evaluator, unit, constraint, sample);
  };
}

/** Both units of a policy that denies and warns have its constraints: once is enough here. */
function everyConstraint(units: readonly ExportUnit[]): readonly Constraint[] {
  const all = units.flatMap(({ constraints }) => constraints.map((one) => ({ ...one, points: ['ci' as const] })));
  return [...new Map(all.map((one) => [`${one.policy}\n${one.name}`, one])).values()];
}

function judgementOf(
  evaluator: Evaluator,
  { policy, rules }: ExportUnit,
  constraint: Constraint,
  { resource, source }: Sample,
): Judgement {
  const { identity, json } = resource;
  const isOurs = (one: PassedRule): boolean =>
    one.policy.name === policy.name &&
    one.constraint === constraint.name &&
    (one.rule === 'match' || rules.some(({ name }) => name === one.rule));
  const { answers, passed } = evaluator.judge({ identity, file: source, resource, documentJson: json });
  const rulings = answers.filter(isOurs).map(({ ruling }) => ruling);
  if (rulings.some(({ kind }) => kind === 'fault')) return { kind: 'unable' };
  if (rulings.length === 0 && !passed.some(isOurs)) return { kind: 'unselected' };
  return { kind: 'asked', messages: rulings.flatMap(messagesOf) };
}

function messagesOf(ruling: Ruling): readonly string[] {
  const isFound = ruling.kind === 'violations' && ruling.exceptedBy === undefined;
  return isFound ? ruling.violations.map(({ message }) => message) : [];
}
