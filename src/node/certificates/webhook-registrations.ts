import type { RegistrationFacts } from '../../core/certificates/next-certificates.ts';
import { listAt, objectAt, textAt } from '../../core/gatekeeper/read-fields.ts';
import type { JsonObject } from '../../core/model/json.ts';
import type { ApiResource, KubeClient } from '../kubernetes/kube-client.ts';
import { hasStatus } from '../kubernetes/kube-error.ts';
import { readCertificates } from './certificate-bundle.ts';

export interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

/** One webhook of a ValidatingWebhookConfiguration that leads to our Service. */
export interface WebhookRegistration extends RegistrationFacts {
  readonly configuration: string;
  readonly index: number;
  readonly webhook: string;
}

export interface RegistrationChoice {
  readonly service: ServiceName;
  /** The configurations by name. Default: those with the label `app.kubernetes.io/name=sluice`. */
  readonly configurations?: readonly string[] | undefined;
}

export const WEBHOOK_CONFIGURATIONS: ApiResource = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'ValidatingWebhookConfiguration',
  plural: 'validatingwebhookconfigurations',
  isNamespaced: false,
};
export const REGISTRATION_LABEL = 'app.kubernetes.io/name=sluice';

/** Those of our webhooks: other people's in the same configurations are left alone. @throws KubeError */
export async function loadRegistrations(
  client: KubeClient,
  choice: RegistrationChoice,
  signal: AbortSignal,
): Promise<readonly WebhookRegistration[]> {
  const configurations = await loadConfigurations(client, choice, signal);
  return configurations.flatMap((one) => toRegistrations(one, choice.service));
}

async function loadConfigurations(
  client: KubeClient,
  { configurations: names }: RegistrationChoice,
  signal: AbortSignal,
): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = [];
  if (names === undefined) {
    const pages = client.list(WEBHOOK_CONFIGURATIONS, { labelSelector: REGISTRATION_LABEL, signal });
    for await (const { items } of pages) found.push(...items);
    return found;
  }
  for (const name of names) {
    try {
      found.push(await client.get({ resource: WEBHOOK_CONFIGURATIONS, name }, { signal }));
    } catch (error) {
      // It may be made after us; the watch tells.
      if (!hasStatus(error, 404)) throw error;
    }
  }
  return found;
}

function toRegistrations(configuration: JsonObject, service: ServiceName): readonly WebhookRegistration[] {
  const name = textAt(configuration, ['metadata', 'name']);
  return listAt(configuration, ['webhooks']).flatMap((entry, index) => {
    const called = objectAt(entry, ['clientConfig', 'service']);
    if (called['name'] !== service.name || called['namespace'] !== service.namespace) return [];
    const webhook = textAt(entry, ['name']);
    const bundle = Buffer.from(textAt(entry, ['clientConfig', 'caBundle']), 'base64').toString();
    const trusts = readCertificates(bundle).map(({ fingerprint256 }) => fingerprint256);
    return [{ id: `${name}/${webhook}`, configuration: name, index, webhook, trusts }];
  });
}

/**
 * Tells the API server whom to trust where it calls this webhook.
 * @returns whether the webhook was still where it had been seen: if not, somebody else was faster
 * @throws KubeError
 */
export async function installBundle(
  client: KubeClient,
  { configuration, index, webhook }: WebhookRegistration,
  bundle: string,
  signal: AbortSignal,
): Promise<boolean> {
  const place = `/webhooks/${index}`;
  const caBundle = Buffer.from(bundle).toString('base64');
  const body = [
    { op: 'test', path: `${place}/name`, value: webhook },
    { op: 'add', path: `${place}/clientConfig/caBundle`, value: caBundle },
  ];
  try {
    await client.patch({ resource: WEBHOOK_CONFIGURATIONS, name: configuration }, { type: 'json', body }, { signal });
    return true;
  } catch (error) {
    if (hasStatus(error, 404) || hasStatus(error, 409) || hasStatus(error, 422)) return false;
    throw error;
  }
}
