import { createPullSecretReader, type PullSecretReader } from '../../src/node/images/pull-secret-reader.ts';
import { openClient } from '../sources/open-client.ts';

/** What the webhook may do to find out about images. */
export const IMAGE_FLAGS = {
  'images-pull-secrets': {
    kind: 'switch',
    group: 'Policies',
    description:
      'Asks registries with the pull secrets of the pod, or of its ServiceAccount, as the kubelet does. It takes the right to get Secrets; see docs/signed-images.md.',
  },
} as const;

export interface ImageFlags {
  readonly 'images-pull-secrets': boolean;
  readonly kubeconfig: string | undefined;
}

/** Reads pull secrets for as long as the server lives. */
export interface PullSecretSource extends AsyncDisposable {
  readonly pullSecrets?: PullSecretReader;
}

/** Bytes of one answer: a Secret has at most 1 MiB, and a third more as base64. */
const LONGEST_ANSWER = 2 * 1024 * 1024;

/** @throws SluiceError CONFIG_INVALID when nobody says where the cluster is */
export function openPullSecrets(
  { 'images-pull-secrets': isWanted, kubeconfig }: ImageFlags,
  env: Readonly<Record<string, string | undefined>>,
): PullSecretSource {
  if (!isWanted) return { [Symbol.asyncDispose]: () => Promise.resolve() };
  const client = openClient({ kubeconfig, env, maxBytes: LONGEST_ANSWER });
  return {
    pullSecrets: createPullSecretReader({ client }),
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}
