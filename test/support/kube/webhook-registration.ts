import type { JsonObject } from '../../../src/core/model/json.ts';
import type { KubeCluster } from './kube-cluster.ts';
import { pollUntil } from './poll-until.ts';

export interface WebhookRegistration {
  /** Where the webhook is, without its path. */
  readonly url: string;
  /** The authority that its certificate is checked by, as PEM. */
  readonly authority: string;
  /** The Namespaces that it is asked about; the first must exist. */
  readonly namespaces: readonly [string, ...string[]];
  /** Members of the webhook that differ from these defaults: it is asked about everything, and fails closed. */
  readonly webhook?: JsonObject;
}

/** The name under which the API server's audit log keeps what the webhook says. */
export const WEBHOOK_NAME = 'admit.sluice.dev';

const CONFIGURATIONS = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';

/**
 * Registers a webhook for everything in some Namespaces, and for these Namespaces themselves: other tests have theirs. Waits
 * until the API server asks it. Disposing of it takes the registration away.
 */
export async function registerWebhook(
  cluster: KubeCluster,
  registration: WebhookRegistration,
): Promise<AsyncDisposable> {
  const [namespace] = registration.namespaces;
  const path = `${CONFIGURATIONS}/${namespace}`;
  await cluster.create(CONFIGURATIONS, toConfiguration(registration));
  await pollUntil(() => isAsked(cluster, namespace), { what: 'the API server asks the webhook' });
  return {
    [Symbol.asyncDispose]: async () => {
      await cluster.request({ method: 'DELETE', path });
    },
  };
}

function toConfiguration({ url, authority, namespaces, webhook = {} }: WebhookRegistration): JsonObject {
  const selected = { key: 'kubernetes.io/metadata.name', operator: 'In', values: namespaces };
  const all = { apiGroups: ['*'], apiVersions: ['*'], operations: ['*'] };
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: namespaces[0] },
    webhooks: [
      {
        name: WEBHOOK_NAME,
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        failurePolicy: 'Fail',
        matchPolicy: 'Equivalent',
        timeoutSeconds: 10,
        clientConfig: { url: `${url}/v1/admit`, caBundle: Buffer.from(authority).toString('base64') },
        rules: [
          { ...all, resources: ['*/*'], scope: 'Namespaced' },
          { ...all, resources: ['namespaces', 'namespaces/*'] },
        ],
        namespaceSelector: { matchExpressions: [selected] },
        ...webhook,
      },
    ],
  };
}

/** It answered, or it did not and may be ignored. */
const CALLED = /^(admit\.sluice\.dev|failed-open\.validating\.webhook\.admission\.k8s\.io)\//;

/** A dry run of something harmless: its place in the audit log, or its failure, says that the webhook was called. */
async function isAsked(cluster: KubeCluster, namespace: string): Promise<true | undefined> {
  const { auditId, message } = await cluster.request({
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/configmaps?dryRun=All`,
    body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'is-the-webhook-asked' } },
  });
  const event = cluster.auditEvents().find(({ auditID }) => auditID === auditId);
  const answered = Object.keys(event?.annotations ?? {}).some((key) => CALLED.test(key));
  return answered || message.includes('failed calling webhook') ? true : undefined;
}
