import type { JsonObject } from '../../model/json.ts';
import type { GatekeeperSource } from '../gatekeeper-source.ts';
import { listAt, objectAt, textAt } from '../read-fields.ts';
import { templateParameters } from '../template-parameters.ts';
import { toCrd } from './crd.ts';
import { MATCH_SCHEMA } from './match-schema.ts';
import { described, listOf, objectOf, rootOf, TEXT } from './schema-words.ts';

export const CONSTRAINT_GROUP = 'constraints.gatekeeper.sh';
/** The version in which constraints are kept, and read. */
export const CONSTRAINT_VERSION = 'v1beta1';

const COLUMNS: readonly JsonObject[] = [
  {
    name: 'enforcement-action',
    type: 'string',
    jsonPath: '.spec.enforcementAction',
    description: 'What happens on a violation',
  },
  {
    name: 'total-violations',
    type: 'integer',
    jsonPath: '.status.totalViolations',
    description: 'How many the last audit found',
  },
];

/**
 * The custom resource of a template's constraints, as Gatekeeper makes it: parameters by the template's schema, the fields of
 * every constraint, and a status that is left to whoever writes it. The template owns it, so that it goes with the template.
 */
export function toConstraintCrd(template: GatekeeperSource): JsonObject {
  const { object } = template;
  const names = objectAt(object, ['spec', 'crd', 'spec', 'names']);
  const kind = textAt(names, ['kind']);
  const schema = constraintSchema(templateParameters(template).schema);
  return toCrd({
    group: CONSTRAINT_GROUP,
    kind,
    plural: kind.toLowerCase(),
    scope: 'Cluster',
    shortNames: listAt(names, ['shortNames']).filter((one): one is string => typeof one === 'string'),
    categories: ['constraint', 'constraints'],
    versions: [
      { name: CONSTRAINT_VERSION, schema, isStored: true, printerColumns: COLUMNS },
      { name: 'v1alpha1', schema, printerColumns: COLUMNS },
    ],
    metadata: {
      labels: { ...objectAt(object, ['metadata', 'labels']), 'gatekeeper.sh/constraint': 'yes' },
      ...ownerOf(template),
    },
  });
}

/** Only an object of the cluster can own: that of a file has no uid. */
function ownerOf({ object, resource }: GatekeeperSource): JsonObject {
  const { apiVersion, kind, name } = resource.identity;
  const uid = textAt(object, ['metadata', 'uid']);
  if (uid === '') return {};
  return { ownerReferences: [{ apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true }] };
}

const SCOPED = listOf(objectOf({ action: TEXT, enforcementPoints: listOf(objectOf({ name: TEXT })) }));

function constraintSchema(parameters: JsonObject | undefined): JsonObject {
  return rootOf({
    spec: objectOf({
      match: MATCH_SCHEMA,
      enforcementAction: described('deny, warn, dryrun or scoped.', { type: 'string', default: 'deny' }),
      scopedEnforcementActions: described('Which action is taken where; needs enforcementAction scoped.', SCOPED),
      ...(parameters === undefined ? {} : { parameters }),
    }),
    status: { 'x-kubernetes-preserve-unknown-fields': true },
  });
}
