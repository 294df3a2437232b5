import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { packageRoot } from '../../../src/node/package-root.ts';

const FOUND = spawnSync(process.execPath, [path.join(packageRoot(), 'scripts', 'kube-assets.mjs')], {
  encoding: 'utf8',
});

/** Why tests with a real API server do not run; undefined when they do. */
export const NO_CLUSTER: string | undefined =
  FOUND.status === 0 ? undefined : FOUND.stderr.trim().replace(/^error: /, '');

/** Where one of the programs is that make up a cluster. */
export const kubeAsset = (name: 'etcd' | 'kube-apiserver' | 'kubectl'): string => path.join(FOUND.stdout.trim(), name);
