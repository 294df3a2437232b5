/** Kinds that Gatekeeper's manager wants the API server to know before it starts: group, kind, plural, versions (the first is stored). */
const KINDS = [
  ['mutations.gatekeeper.sh', 'Assign', 'assign', ['v1', 'v1beta1', 'v1alpha1']],
  ['mutations.gatekeeper.sh', 'AssignImage', 'assignimage', ['v1alpha1']],
  ['mutations.gatekeeper.sh', 'AssignMetadata', 'assignmetadata', ['v1', 'v1beta1', 'v1alpha1']],
  ['mutations.gatekeeper.sh', 'ModifySet', 'modifyset', ['v1', 'v1beta1', 'v1alpha1']],
  ['templates.gatekeeper.sh', 'ConstraintTemplate', 'constrainttemplates', ['v1', 'v1beta1', 'v1alpha1']],
  ['expansion.gatekeeper.sh', 'ExpansionTemplate', 'expansiontemplate', ['v1beta1', 'v1alpha1']],
  ['externaldata.gatekeeper.sh', 'Provider', 'providers', ['v1beta1', 'v1alpha1']],
  ['syncset.gatekeeper.sh', 'SyncSet', 'syncsets', ['v1alpha1']],
  ['config.gatekeeper.sh', 'Config', 'configs', ['v1alpha1'], 'Namespaced'],
  ['connection.gatekeeper.sh', 'Connection', 'connections', ['v1alpha1'], 'Namespaced'],
  ['status.gatekeeper.sh', 'ConfigPodStatus', 'configpodstatuses', ['v1beta1'], 'Namespaced'],
  ['status.gatekeeper.sh', 'ConnectionPodStatus', 'connectionpodstatuses', ['v1alpha1'], 'Namespaced'],
  ['status.gatekeeper.sh', 'ConstraintPodStatus', 'constraintpodstatuses', ['v1beta1'], 'Namespaced'],
  ['status.gatekeeper.sh', 'ConstraintTemplatePodStatus', 'constrainttemplatepodstatuses', ['v1beta1'], 'Namespaced'],
  ['status.gatekeeper.sh', 'ExpansionTemplatePodStatus', 'expansiontemplatepodstatuses', ['v1beta1'], 'Namespaced'],
  ['status.gatekeeper.sh', 'MutatorPodStatus', 'mutatorpodstatuses', ['v1beta1'], 'Namespaced'],
  ['status.gatekeeper.sh', 'ProviderPodStatus', 'providerpodstatuses', ['v1beta1'], 'Namespaced'],
];

/** What the manager looks for at its start: the Namespace and the Pod that it believes to be, and these kinds, with whatever fields. */
export const peerDefinitions = ({ namespace, pod }) => [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: pod, namespace },
    spec: { automountServiceAccountToken: false, containers: [{ name: 'manager', image: 'nobody/runs-it' }] },
  },
  ...KINDS.map(definition),
];

function definition([group, kind, plural, versions, scope = 'Cluster']) {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope,
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: versions.map((name, index) => ({
        name,
        served: true,
        storage: index === 0,
        schema,
        ...(group.startsWith('status.') ? {} : { subresources: { status: {} } }),
      })),
    },
  };
}
