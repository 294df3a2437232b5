import { canonicalJson } from '../evaluate/canonical-json.ts';
import type { GatekeeperProblem, GatekeeperSource } from '../gatekeeper/gatekeeper-source.ts';
import { listAt, objectAt, textAt, valueAt } from '../gatekeeper/read-fields.ts';
import { ENFORCEMENT_ACTIONS, type EnforcementAction } from '../model/enforcement.ts';
import type { JsonValue } from '../model/json.ts';
import type { FieldPath } from '../model/location.ts';
import { splitApiVersion } from '../model/resource.ts';
import { expansionCycle } from './expansion-cycle.ts';
import { kindKey, type ExpansionTemplate, type GroupVersionKind } from './expansion-template.ts';
import { indexExpansions } from './index-expansions.ts';

export interface ReadExpansions {
  /** Those without a problem. */
  readonly templates: readonly ExpansionTemplate[];
  readonly problems: readonly GatekeeperProblem[];
}

interface Sourced {
  readonly template: ExpansionTemplate;
  readonly source: GatekeeperSource;
}

const VERSIONS = ['v1beta1', 'v1alpha1'];
const FIELDS = ['applyTo', 'templateSource', 'generatedGVK', 'enforcementAction'];
const MAX_NAME = 63;

/**
 * Reads ExpansionTemplates. One that Gatekeeper would refuse, turn off or never use has a problem and is left out: what it
 * should have implied would otherwise pass without a word. Source: gatekeeper pkg/expansion ValidateTemplate and db.
 */
export function toExpansionTemplates(sources: readonly GatekeeperSource[]): ReadExpansions {
  const problems: GatekeeperProblem[] = [];
  const sound = sources.flatMap((source) => readTemplate(source, problems));
  const single = withoutDuplicates(sound, problems);
  return { templates: withoutCycles(single, problems).map(({ template }) => template), problems };
}

type Complain = (path: FieldPath, message: string) => void;

function complainer(source: GatekeeperSource, problems: GatekeeperProblem[]): Complain {
  const name = source.resource.identity.name || '(without a name)';
  return (path, message) =>
    void problems.push({ ...source.locate(path), message: `ExpansionTemplate ${name}: ${message}` });
}

function readTemplate(source: GatekeeperSource, problems: GatekeeperProblem[]): readonly Sourced[] {
  const before = problems.length;
  const complain = complainer(source, problems);
  checkHead(source, complain);
  const appliesTo = readApplyTo(source, complain);
  const generates = readGenerated(source, complain);
  const enforcementAction = readAction(source, complain);
  if (appliesTo.some((one) => kindKey(one) === kindKey(generates)))
    complain(['spec', 'generatedGVK'], `it applies to what it generates itself, ${kindText(generates)}`);
  const template = {
    name: textAt(source.object, ['metadata', 'name']),
    appliesTo,
    source: readSource(source, complain),
    generates,
    ...(enforcementAction === undefined ? {} : { enforcementAction }),
    isBuiltIn: false,
  };
  return problems.length > before ? [] : [{ template, source }];
}

function checkHead({ object, resource }: GatekeeperSource, complain: Complain): void {
  const { version } = splitApiVersion(resource.identity.apiVersion);
  if (!VERSIONS.includes(version))
    complain(['apiVersion'], `version ${version} is not served; there are ${VERSIONS.join(', ')}`);
  const name = textAt(object, ['metadata', 'name']);
  if (name === '') complain(['metadata'], 'metadata.name is missing');
  else if (name.length > MAX_NAME) complain(['metadata', 'name'], `metadata.name has more than ${MAX_NAME} characters`);
  for (const field of Object.keys(objectAt(object, ['spec']))) {
    if (!FIELDS.includes(field))
      complain(['spec', field], `unknown field spec.${field}; there are ${FIELDS.join(', ')}`);
  }
}

const APPLY_TO: FieldPath = ['spec', 'applyTo'];

/** Every group with every version with every kind. An entry that lacks one of them would apply to nothing. */
function readApplyTo({ object }: GatekeeperSource, complain: Complain): readonly GroupVersionKind[] {
  const entries = listAt(object, APPLY_TO);
  if (entries.length === 0) complain(APPLY_TO, 'spec.applyTo must name what it applies to: groups, versions and kinds');
  return entries.flatMap((entry, index) => {
    const names = (field: string): readonly string[] => readNames(entry, [...APPLY_TO, index], field, complain);
    const [groups, versions, kinds] = [names('groups'), names('versions'), names('kinds')];
    return groups.flatMap((group) => versions.flatMap((version) => kinds.map((kind) => ({ group, version, kind }))));
  });
}

function readNames(entry: JsonValue, at: FieldPath, field: string, complain: Complain): readonly string[] {
  const value = valueAt(entry, [field]);
  const isList = Array.isArray(value) && value.length > 0;
  if (!isList || !value.every((one): one is string => typeof one === 'string')) {
    complain([...at, field], `spec.applyTo needs a list of ${field}; without it, it applies to nothing`);
    return [];
  }
  if (value.includes('*')) complain([...at, field], `spec.applyTo knows no *; name the ${field}`);
  return value;
}

function readSource({ object }: GatekeeperSource, complain: Complain): readonly string[] {
  const text = textAt(object, ['spec', 'templateSource']);
  const parts = text.split('.');
  if (parts.includes(''))
    complain(['spec', 'templateSource'], 'spec.templateSource must be a path of fields, such as spec.template');
  return parts;
}

function readGenerated({ object }: GatekeeperSource, complain: Complain): GroupVersionKind {
  const at = ['spec', 'generatedGVK'];
  const generated = objectAt(object, at);
  const kind = textAt(generated, ['kind']);
  const version = textAt(generated, ['version']);
  if (kind === '' || version === '')
    complain(at, 'spec.generatedGVK must say the version and kind of what is generated');
  return { group: textAt(generated, ['group']), version, kind };
}

/** An empty action keeps that of each constraint. */
function readAction({ object }: GatekeeperSource, complain: Complain): EnforcementAction | undefined {
  const value = valueAt(object, ['spec', 'enforcementAction']) ?? '';
  const action = ENFORCEMENT_ACTIONS.find((one) => one === value);
  if (action === undefined && value !== '')
    complain(
      ['spec', 'enforcementAction'],
      `spec.enforcementAction must be one of ${ENFORCEMENT_ACTIONS.join(', ')}, or left out to keep that of each constraint`,
    );
  return action;
}

/** A cluster has one of a name. The same template in two files is one; two that differ are a problem. */
function withoutDuplicates(read: readonly Sourced[], problems: GatekeeperProblem[]): readonly Sourced[] {
  const seen = new Map<string, Sourced>();
  for (const one of read) {
    const first = seen.get(one.template.name);
    if (first === undefined) seen.set(one.template.name, one);
    else if (specText(first) !== specText(one)) {
      const { file, line } = first.source.locate([]);
      complainer(one.source, problems)(['metadata', 'name'], `it is declared at ${file}:${line} already; keep one`);
    }
  }
  return [...seen.values()];
}

const specText = ({ source }: Sourced): string => canonicalJson(objectAt(source.object, ['spec']));

function withoutCycles(read: readonly Sourced[], problems: GatekeeperProblem[]): readonly Sourced[] {
  const index = indexExpansions(read.map(({ template }) => template));
  return read.filter(({ template, source }) => {
    const cycle = expansionCycle(template, index);
    if (cycle !== undefined)
      complainer(source, problems)(['spec', 'generatedGVK'], `it never ends: ${cycle.join(' → ')}; break the cycle`);
    return cycle === undefined;
  });
}

const kindText = ({ group, version, kind }: GroupVersionKind): string =>
  `${group === '' ? version : `${group}/${version}`} ${kind}`;
