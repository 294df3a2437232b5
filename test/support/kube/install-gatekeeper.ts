import { GATEKEEPER_CRDS } from '../../../src/core/gatekeeper/crds/gatekeeper-crds.ts';
import { listAt, textAt, valueAt } from '../../../src/core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';
import type { KubeCluster } from './kube-cluster.ts';
import { pollUntil } from './poll-until.ts';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Makes the API server know Gatekeeper's kinds, and waits until it serves all of them in all their versions. */
export async function installGatekeeper(cluster: KubeCluster): Promise<void> {
  for (const crd of GATEKEEPER_CRDS) await cluster.create(DEFINITIONS, crd);
  for (const path of GATEKEEPER_CRDS.flatMap(collectionsOf)) {
    await pollUntil(async () => (await cluster.request({ method: 'GET', path })).status === 200 || undefined, {
      what: `the API server serves ${path}`,
    });
  }
}

function collectionsOf(crd: JsonObject): readonly string[] {
  const [group, plural] = [textAt(crd, ['spec', 'group']), textAt(crd, ['spec', 'names', 'plural'])];
  const served = listAt(crd, ['spec', 'versions']).filter((version) => valueAt(version, ['served']) === true);
  return served.map((version) => ['/apis', group, textAt(version, ['name']), plural].join('/'));
}
