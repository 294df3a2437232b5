import { SluiceError } from '../../../core/errors.ts';
import type { Reference } from '../../../core/images/reference.ts';
import type { Patience } from '../../registry/http-exchange.ts';
import { createRegistryClient, type RegistryClient, type RegistryLimits } from '../../registry/registry-client.ts';
import type { ImageAccess } from '../image-registry.ts';
import { createCredentialTrail } from './credential-trail.ts';
import type { ReferrersApi, RegistryHost } from './registry-hosts.ts';

/** One repository, as somebody asks about it. */
export interface Place {
  readonly reference: Reference;
  readonly client: RegistryClient;
  readonly referrersApi: ReferrersApi;
}

export interface PlaceOptions {
  readonly host: RegistryHost;
  readonly access: ImageAccess;
  /** Tells one asker's secrets from another's. */
  readonly owner: string;
  readonly patience: Patience;
}

/** OCI asks registries to take manifests of 4 MiB; signatures and attestations are rarely beyond 1. */
export const IMAGE_LIMITS: RegistryLimits = { manifest: 4 * 1024 * 1024, blob: 16 * 1024 * 1024 };

export function openPlace(reference: Reference, { host, access, owner, patience }: PlaceOptions): Place {
  const { registry } = reference;
  const trail = createCredentialTrail(reference, access, () => host.credentials());
  const denied = (place: string): SluiceError =>
    new SluiceError(
      'ACCESS_DENIED',
      `registry ${registry} does not let us in at ${place}; tried: ${trail.describe()}; name an imagePullSecret that may pull from it, or log in: docker login ${registry}`,
    );
  const client = createRegistryClient({
    client: host.client,
    registry,
    plainHttp: host.plainHttp,
    credentials: trail.source,
    limits: IMAGE_LIMITS,
    patience,
    memory: host.memory,
    owner,
    denied,
  });
  return { reference, client, referrersApi: host.referrersApi };
}
