import { readFileSync } from 'node:fs';

/** Where Kubernetes puts the name of a pod's Namespace. */
const NAMESPACE_FILE = '/var/run/secrets/kubernetes.io/serviceaccount/namespace';

/**
 * The Namespace that this process runs in, by `POD_NAMESPACE` or by what Kubernetes puts into the pod; nothing outside of a cluster. A policy
 * that kept the webhook itself from starting could never be corrected.
 */
export function ownNamespace(
  env: Readonly<Record<string, string | undefined>>,
  file: string = NAMESPACE_FILE,
): { readonly ownNamespace?: string } {
  const name = (env['POD_NAMESPACE'] ?? readIfThere(file)).trim();
  return name === '' ? {} : { ownNamespace: name };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
