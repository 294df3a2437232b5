import type { JsonObject } from '../../model/json.ts';
import { toCrd } from './crd.ts';
import { BY_POD, described, FLAG, KIND_NAME, listOf, objectOf, OPEN, rootOf, STARRED, TEXT } from './schema-words.ts';

/** `byPod`, and what is added to it for one kind. */
const statusOf = (more: JsonObject = {}): JsonObject => objectOf({ byPod: BY_POD, ...more });

const CODE: JsonObject = objectOf(
  { engine: TEXT, source: { 'x-kubernetes-preserve-unknown-fields': true } },
  { required: ['engine', 'source'] },
);

const TARGET: JsonObject = objectOf({
  target: described('admission.k8s.gatekeeper.sh', TEXT),
  rego: described('The policy, in Rego v0.', TEXT),
  libs: described('Packages below lib that it imports.', listOf(TEXT)),
  code: described('The policy in one of several languages; that in Rego is run.', {
    ...listOf(CODE),
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['engine'],
  }),
  operations: described('The operations that the webhook is asked about.', {
    type: 'array',
    items: { type: 'string', enum: ['*', 'CREATE', 'UPDATE', 'DELETE', 'CONNECT'] },
  }),
});

/** Before v1 a schema did not need to be structural, and what it did not know was let through. */
const templateSchema = (isLegacy: boolean): JsonObject =>
  rootOf({
    spec: objectOf({
      crd: objectOf({
        spec: objectOf({
          names: objectOf({ kind: TEXT, shortNames: listOf(TEXT) }),
          validation: {
            ...objectOf({ legacySchema: { type: 'boolean', default: isLegacy }, openAPIV3Schema: OPEN }),
            default: { legacySchema: isLegacy },
          },
        }),
      }),
      targets: listOf(TARGET),
    }),
    status: statusOf({ created: described('The kind of its constraints is there.', FLAG) }),
  });

const CONSTRAINT_TEMPLATE = toCrd({
  group: 'templates.gatekeeper.sh',
  kind: 'ConstraintTemplate',
  plural: 'constrainttemplates',
  scope: 'Cluster',
  versions: [
    { name: 'v1', schema: templateSchema(false), isStored: true },
    { name: 'v1beta1', schema: templateSchema(true) },
    { name: 'v1alpha1', schema: templateSchema(true) },
  ],
});

const CONFIG = toCrd({
  group: 'config.gatekeeper.sh',
  kind: 'Config',
  plural: 'configs',
  scope: 'Namespaced',
  versions: [
    {
      name: 'v1alpha1',
      isStored: true,
      schema: rootOf({
        spec: objectOf({
          sync: objectOf({ syncOnly: described('Kinds whose objects policies may look up.', listOf(KIND_NAME)) }),
          match: described(
            'Namespaces that a process leaves alone.',
            listOf(objectOf({ excludedNamespaces: listOf(STARRED), processes: listOf(TEXT) })),
          ),
          validation: objectOf({ traces: listOf(objectOf({ user: TEXT, dump: TEXT, kind: KIND_NAME })) }),
          readiness: objectOf({ statsEnabled: FLAG }),
        }),
        status: statusOf(),
      }),
    },
  ],
});

const SYNC_SET = toCrd({
  group: 'syncset.gatekeeper.sh',
  kind: 'SyncSet',
  plural: 'syncsets',
  scope: 'Cluster',
  versions: [
    {
      name: 'v1alpha1',
      isStored: true,
      schema: rootOf({
        spec: objectOf({ gvks: described('Kinds whose objects policies may look up.', listOf(KIND_NAME)) }),
        status: statusOf(),
      }),
    },
  ],
});

const EXPANSION_SCHEMA = rootOf({
  spec: objectOf({
    applyTo: described(
      'Kinds that make others.',
      listOf(objectOf({ groups: listOf(TEXT), versions: listOf(TEXT), kinds: listOf(TEXT) })),
    ),
    templateSource: described('Where what they make is written in them: spec.template.', TEXT),
    generatedGVK: described('The kind of what they make.', KIND_NAME),
    enforcementAction: described('Taken in place of that of each constraint.', TEXT),
  }),
  status: statusOf(),
});

const EXPANSION_TEMPLATE = toCrd({
  group: 'expansion.gatekeeper.sh',
  kind: 'ExpansionTemplate',
  // Gatekeeper's own plural has no s, and objects must be found where they are.
  plural: 'expansiontemplate',
  scope: 'Cluster',
  versions: [
    { name: 'v1beta1', schema: EXPANSION_SCHEMA, isStored: true },
    { name: 'v1alpha1', schema: EXPANSION_SCHEMA },
  ],
});

/**
 * The custom resources that policies of Gatekeeper are written as, for a cluster that does not have them. Compatible with those
 * that Gatekeeper installs: whichever is there serves both.
 */
export const GATEKEEPER_CRDS: readonly JsonObject[] = [CONSTRAINT_TEMPLATE, CONFIG, SYNC_SET, EXPANSION_TEMPLATE];
