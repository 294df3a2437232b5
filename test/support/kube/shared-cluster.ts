import { KubeCluster } from './kube-cluster.ts';

/**
 * One cluster for all tests of a run, started by the first that asks. Each test keeps to Namespaces of its own, and whatever it
 * makes outside of them it selects by them and takes away.
 */
export function sharedCluster(): Promise<KubeCluster> {
  return (shared ??= start());
}

let shared: Promise<KubeCluster> | undefined;

async function start(): Promise<KubeCluster> {
  const cluster = await KubeCluster.start();
  cluster.unref();
  return cluster;
}
