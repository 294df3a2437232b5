import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { kubeAsset } from './kube-assets.ts';

export interface KubectlResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface KubectlOptions {
  readonly kubeconfig: string;
  /** Where kubectl remembers what kinds there are, and whatever else it would write at home. */
  readonly home: string;
  readonly stdin?: string;
}

/** Runs kubectl as somebody at a terminal does, with nothing of this machine's own configuration. */
export async function runKubectl(
  args: readonly string[],
  { kubeconfig, home, stdin = '' }: KubectlOptions,
): Promise<KubectlResult> {
  const env = { PATH: process.env['PATH'], HOME: home, KUBECONFIG: kubeconfig, KUBECACHEDIR: home };
  const child = spawn(kubeAsset('kubectl'), args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  // Whoever reads nothing closes it early.
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin);
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { status, stdout, stderr };
}
