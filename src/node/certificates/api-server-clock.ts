import { textAt } from '../../core/gatekeeper/read-fields.ts';
import type { KubeClient } from '../kubernetes/kube-client.ts';
import { hasStatus } from '../kubernetes/kube-error.ts';

/**
 * What time it is for the API server, in milliseconds since the epoch: it is whom certificates have to hold for, and all replicas
 * agree on it. One before Kubernetes 1.28 cannot be asked; then it is what the machine's own clock says.
 * @throws KubeError
 */
export async function apiServerTime(client: KubeClient, own: () => number, signal: AbortSignal): Promise<number> {
  try {
    const review = await client.send({ ...WHO_AM_I, signal });
    const time = Date.parse(textAt(review, ['metadata', 'creationTimestamp']));
    return Number.isNaN(time) ? own() : time;
  } catch (error) {
    if (hasStatus(error, 404) || hasStatus(error, 403)) return own();
    throw error;
  }
}

/** Everybody who is known may ask, it changes nothing, and the answer has the moment of its making. */
const WHO_AM_I = {
  method: 'POST',
  path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
  body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
} as const;
