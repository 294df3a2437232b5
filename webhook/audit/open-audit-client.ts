import type { KubeClient } from '../../src/node/kubernetes/kube-client.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import { openClient } from '../sources/open-client.ts';

/** What an audit reads and writes with: no page of a list is larger than this many bytes. */
const PAGE_BYTES = 16 * 1024 * 1024;

/** Speaks to the API server of an audit, which asks for larger pages than anybody else. */
export const openAuditClient = (
  { kubeconfig }: { readonly kubeconfig: string | undefined },
  { env }: Pick<ShellIo, 'env'>,
): KubeClient => openClient({ kubeconfig, env, maxBytes: PAGE_BYTES });
