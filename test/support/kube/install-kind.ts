import type { JsonObject } from '../../../src/core/model/json.ts';
import type { KubeCluster } from './kube-cluster.ts';
import { pollUntil } from './poll-until.ts';

export interface CustomKind {
  readonly group: string;
  readonly kind: string;
  /** The first is the one that is stored. */
  readonly versions: readonly string[];
}

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/**
 * Makes the API server know a kind of namespaced objects, with a status and a scale and whatever fields. Disposing of it takes the
 * kind away, with all its objects.
 */
export async function installKind(cluster: KubeCluster, custom: CustomKind): Promise<AsyncDisposable> {
  const plural = `${custom.kind.toLowerCase()}s`;
  const path = `${DEFINITIONS}/${plural}.${custom.group}`;
  await cluster.create(DEFINITIONS, toDefinition(custom, plural));
  const [version] = custom.versions;
  await pollUntil(
    async () => {
      const { status } = await cluster.request({ method: 'GET', path: `/apis/${custom.group}/${version}/${plural}` });
      return status === 200 ? true : undefined;
    },
    { what: `the API server knows ${custom.kind}` },
  );
  return {
    [Symbol.asyncDispose]: async () => {
      await cluster.request({ method: 'DELETE', path });
    },
  };
}

const toDefinition = ({ group, kind, versions }: CustomKind, plural: string): JsonObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { kind, plural, singular: kind.toLowerCase() },
    versions: versions.map((name, index) => ({
      name,
      served: true,
      storage: index === 0,
      schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      subresources: {
        status: {},
        scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' },
      },
    })),
  },
});
