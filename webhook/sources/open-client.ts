import { createKubeClient } from '../../src/node/kubernetes/create-kube-client.ts';
import type { KubeClient } from '../../src/node/kubernetes/kube-client.ts';
import { loadKubeConnection } from '../../src/node/kubernetes/load-kube-connection.ts';

export interface ClientChoice {
  /** `--kubeconfig` */
  readonly kubeconfig: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Bytes of one answer. */
  readonly maxBytes?: number;
}

/** A client of the cluster that flags and environment name. @throws SluiceError CONFIG_INVALID when they name none */
export function openClient({ kubeconfig, env, maxBytes }: ClientChoice): KubeClient {
  const connection = loadKubeConnection({ ...(kubeconfig !== undefined && { file: kubeconfig }), env });
  return createKubeClient(connection, maxBytes === undefined ? {} : { maxBytes });
}
