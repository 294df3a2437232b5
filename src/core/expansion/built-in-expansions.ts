import type { ExpansionTemplate, GroupVersionKind } from './expansion-template.ts';

const POD: GroupVersionKind = { group: '', version: 'v1', kind: 'Pod' };
const JOB: GroupVersionKind = { group: 'batch', version: 'v1', kind: 'Job' };
const APPS = ['apps/v1', 'apps/v1beta2', 'apps/v1beta1'];

/**
 * What controllers make of the workloads that everybody has. Used when a policy set brings no ExpansionTemplates of its own.
 * Their names begin with `builtin-`, so that a message tells where the implied object came from.
 */
export const BUILT_IN_EXPANSIONS: readonly ExpansionTemplate[] = [
  builtIn('Deployment', [...APPS, 'extensions/v1beta1'], 'spec.template'),
  builtIn('ReplicaSet', [...APPS, 'extensions/v1beta1'], 'spec.template'),
  builtIn('StatefulSet', APPS, 'spec.template'),
  builtIn('DaemonSet', [...APPS, 'extensions/v1beta1'], 'spec.template'),
  builtIn('ReplicationController', ['/v1'], 'spec.template'),
  builtIn('Job', ['batch/v1'], 'spec.template'),
  builtIn('CronJob', ['batch/v1', 'batch/v1beta1'], 'spec.jobTemplate', JOB),
  builtIn('PodTemplate', ['/v1'], 'template'),
  // With a workloadRef it has no template: the pods come from the workload that it names.
  builtIn('Rollout', ['argoproj.io/v1alpha1'], 'spec.template'),
  builtIn('ScaledJob', ['keda.sh/v1alpha1'], 'spec.jobTargetRef.template'),
  builtIn('Service', ['serving.knative.dev/v1', 'serving.knative.dev/v1beta1'], 'spec.template'),
  builtIn('Configuration', ['serving.knative.dev/v1', 'serving.knative.dev/v1beta1'], 'spec.template'),
  // The spec of a Revision is that of its pods.
  builtIn('Revision', ['serving.knative.dev/v1', 'serving.knative.dev/v1beta1'], ''),
];

function builtIn(
  kind: string,
  apiVersions: readonly string[],
  source: string,
  generates: GroupVersionKind = POD,
): ExpansionTemplate {
  const appliesTo = apiVersions.map((apiVersion) => {
    const [group = '', version = ''] = apiVersion.split('/');
    return { group, version, kind };
  });
  const isKnative = appliesTo.some(({ group }) => group === 'serving.knative.dev');
  return {
    name: `builtin-${isKnative ? 'knative-' : ''}${kind.toLowerCase()}`,
    appliesTo,
    source: source === '' ? [] : source.split('.'),
    generates,
    isBuiltIn: true,
  };
}
