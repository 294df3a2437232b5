import { messageOf } from '../../../core/errors.ts';
import type { Reference } from '../../../core/images/reference.ts';
import { visible } from '../../../core/report/safe-text.ts';
import type { Credentials, CredentialSource } from '../../registry/docker-credentials.ts';
import type { ImageAccess } from '../image-registry.ts';
import { readPullSecret } from './pull-secret.ts';

/** Who we may be to a registry, and what became of it: pull secrets, what `docker login` left, a stranger. */
export interface CredentialTrail {
  readonly source: CredentialSource;
  /** `imagePullSecrets regcred (no entry for ghcr.io), docker config (none)`. Names nothing that is secret. */
  describe(): string;
}

/** @param docker the credentials that `docker login` left for this registry */
export function createCredentialTrail(
  { registry, repository }: Reference,
  { pullSecrets = [] }: ImageAccess,
  docker: () => AsyncIterable<Credentials>,
): CredentialTrail {
  const notes = new Map<string, string>();
  async function* source(): AsyncGenerator<Credentials | undefined> {
    for (const secret of pullSecrets) {
      const label = `imagePullSecrets ${visible(secret.name)}`;
      if ('problem' in secret) notes.set(label, secret.problem);
      else yield* offered(label, fromSecret(secret.config, label), notes);
    }
    yield* offered('docker config', docker(), notes);
    notes.set('no credentials', 'refused');
    yield undefined;
  }
  async function* fromSecret(config: string, label: string): AsyncGenerator<Credentials> {
    const reading = readPullSecret(config, registry, repository);
    if (reading.kind === 'credentials') yield* reading.credentials;
    else notes.set(label, reading.kind === 'none' ? `no entry for ${registry}` : 'it cannot be read');
  }
  return {
    source,
    describe: () => Array.from(notes, ([label, what]) => `${label} (${what})`).join(', ') || 'no credentials',
  };
}

/** Whoever asks for the next has been refused with the one before. What is broken is passed over, and said. */
async function* offered(
  label: string,
  source: AsyncIterable<Credentials>,
  notes: Map<string, string>,
): AsyncGenerator<Credentials> {
  try {
    for await (const one of source) {
      notes.set(label, 'refused');
      yield one;
    }
    if (!notes.has(label)) notes.set(label, 'none');
  } catch (error) {
    notes.set(label, messageOf(error));
  }
}
