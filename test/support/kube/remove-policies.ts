import { listAt, textAt } from '../../../src/core/gatekeeper/read-fields.ts';
import type { KubeCluster } from './kube-cluster.ts';

const COLLECTIONS = [
  '/apis/templates.gatekeeper.sh/v1/constrainttemplates',
  '/apis/config.gatekeeper.sh/v1alpha1/namespaces/default/configs',
  '/apis/syncset.gatekeeper.sh/v1alpha1/syncsets',
] as const;

/** Takes away what a test may have left, however it ended: no test compiles the templates of another, or sees its inventory. */
export async function removePolicies(cluster: KubeCluster): Promise<void> {
  for (const path of COLLECTIONS) {
    const { body } = await cluster.request({ method: 'GET', path });
    const names = listAt(body, ['items']).map((one) => textAt(one, ['metadata', 'name']));
    for (const name of names) await cluster.request({ method: 'DELETE', path: `${path}/${name}` });
  }
}
