import type { JsonObject } from '../../core/model/json.ts';
import type { ApiResource, KubeClient, ObjectAddress } from '../kubernetes/kube-client.ts';
import { hasStatus } from '../kubernetes/kube-error.ts';
import {
  emptySecret,
  readCertificateSecret,
  writeCertificateSecret,
  type StoredCertificates,
} from './certificate-secret.ts';

export const SECRETS: ApiResource = { group: '', version: 'v1', kind: 'Secret', plural: 'secrets', isNamespaced: true };

export interface SecretName {
  readonly namespace: string;
  readonly name: string;
}

/** The Secret at one moment. */
export interface CertificateSnapshot {
  /** Absent: nothing yet. */
  readonly stored: StoredCertificates | undefined;
  /**
   * Puts others in their place, unless somebody has changed the Secret since.
   * @returns whether they are stored now
   * @throws KubeError
   */
  readonly store: (certificates: StoredCertificates, signal: AbortSignal) => Promise<boolean>;
}

/** @throws KubeError, or SluiceError CONFIG_INVALID when the Secret is somebody else's */
export async function loadCertificates(
  client: KubeClient,
  { namespace, name }: SecretName,
  signal: AbortSignal,
): Promise<CertificateSnapshot> {
  const address = { resource: SECRETS, namespace, name };
  const secret = await findSecret(client, address, signal);
  return {
    stored: secret && readCertificateSecret(secret),
    store: (certificates, stop) =>
      isFirst(
        secret === undefined
          ? client.create(address, writeCertificateSecret(emptySecret(namespace, name), certificates), options(stop))
          : // Its resourceVersion is in it: whoever was faster has won.
            client.update(address, writeCertificateSecret(secret, certificates), options(stop)),
      ),
  };
}

async function findSecret(
  client: KubeClient,
  address: ObjectAddress,
  signal: AbortSignal,
): Promise<JsonObject | undefined> {
  try {
    return await client.get(address, { signal });
  } catch (error) {
    if (hasStatus(error, 404)) return undefined;
    throw error;
  }
}

/** 409: there is one, or another. 404: it was deleted in the meantime. */
async function isFirst(write: Promise<JsonObject>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (hasStatus(error, 409) || hasStatus(error, 404)) return false;
    throw error;
  }
}

const options = (signal: AbortSignal): { readonly signal: AbortSignal; readonly fieldManager: string } => ({
  signal,
  fieldManager: 'sluice-certificates',
});
