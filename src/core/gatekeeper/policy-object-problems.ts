import { toExpansionTemplates } from '../expansion/to-expansion-templates.ts';
import { structuralProblems } from '../kubernetes-schema/structural-problems.ts';
import { fieldText, type FieldPath } from '../model/location.ts';
import { toConstraintTemplate } from './constraint-template.ts';
import { toGatekeeperConstraint } from './gatekeeper-constraint.ts';
import {
  gatekeeperRole,
  type GatekeeperProblem,
  type GatekeeperRole,
  type GatekeeperSource,
} from './gatekeeper-source.ts';
import { listAt, textAt } from './read-fields.ts';
import { SCHEMA_PATH, templateParameters } from './template-parameters.ts';

/** What Gatekeeper's webhook looks at when it is written, and Sluice acts on. */
const CHECKED: readonly (GatekeeperRole | undefined)[] = ['template', 'constraint', 'config', 'sync-set', 'expansion'];
const MAX_NAME = 63;
/** Gatekeeper reads no other. */
const CONFIG_NAME = 'config';

export const isPolicyObject = ({ resource }: Pick<GatekeeperSource, 'resource'>): boolean =>
  CHECKED.includes(gatekeeperRole(resource));

/**
 * What keeps an object that says what policies are from being taken, as far as it is known without compiling anything.
 * @param others objects that there are beside it: expansions must end
 */
export function policyObjectProblems(
  source: GatekeeperSource,
  others: readonly GatekeeperSource[],
): readonly GatekeeperProblem[] {
  const { name } = source.resource.identity;
  const long = `metadata.name has more than ${MAX_NAME} characters`;
  return [
    ...(name.length > MAX_NAME ? [{ ...source.locate(['metadata', 'name']), message: long }] : []),
    ...problemsOf(source, others),
  ];
}

function problemsOf(source: GatekeeperSource, others: readonly GatekeeperSource[]): readonly GatekeeperProblem[] {
  switch (gatekeeperRole(source.resource)) {
    case 'template':
      return templateProblems(source);
    case 'constraint':
      return toGatekeeperConstraint(source).problems;
    case 'expansion':
      return expansionProblems(source, others);
    case 'config':
      return [...configProblems(source), ...kindProblems(source, ['spec', 'sync', 'syncOnly'])];
    case 'sync-set':
      return kindProblems(source, ['spec', 'gvks']);
    case 'suite':
    case 'mutation':
    case 'provider':
    case undefined:
      return [];
  }
}

function templateProblems(source: GatekeeperSource): readonly GatekeeperProblem[] {
  const read = toConstraintTemplate(source, () => undefined);
  const { schema = {}, isLegacy } = templateParameters(source);
  // The kind of its constraints could not be made.
  const ofSchema = isLegacy || Object.keys(schema).length === 0 ? [] : structuralProblems(schema, SCHEMA_PATH);
  return [
    ...(read.kind === 'problems' ? read.problems : []),
    ...ofSchema.map(({ path, message }) => ({ ...source.locate(path), message: `${fieldText(path)} ${message}` })),
  ];
}

function expansionProblems(
  source: GatekeeperSource,
  others: readonly GatekeeperSource[],
): readonly GatekeeperProblem[] {
  const beside = others.filter(
    ({ file, resource }) => gatekeeperRole(resource) === 'expansion' && file !== source.file,
  );
  const own = new Set([source.file]);
  return toExpansionTemplates([...beside, source]).problems.filter(({ file }) => own.has(file.split('#', 1)[0] ?? ''));
}

function configProblems(source: GatekeeperSource): readonly GatekeeperProblem[] {
  if (source.resource.identity.name === CONFIG_NAME) return [];
  return [{ ...source.locate(['metadata', 'name']), message: `a Config must be called ${CONFIG_NAME}` }];
}

/** A kind without a version is found nowhere, and what is looked up in it neither. */
function kindProblems(source: GatekeeperSource, at: FieldPath): readonly GatekeeperProblem[] {
  return listAt(source.object, at).flatMap((entry, index) => {
    const missing = ['version', 'kind'].filter((field) => textAt(entry, [field]) === '');
    return missing.map((field) => ({
      ...source.locate([...at, index]),
      message: `${field} is missing; name group, version and kind`,
    }));
  });
}
