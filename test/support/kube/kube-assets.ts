import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import path from 'node:path';
import { packageRoot } from '../../../src/node/package-root.ts';

const find = (...words: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [path.join(packageRoot(), 'scripts', 'kube-assets.mjs'), ...words], { encoding: 'utf8' });

const FOUND = find();

/** Why tests with a real API server do not run; undefined when they do. */
export const NO_CLUSTER: string | undefined =
  FOUND.status === 0 ? undefined : FOUND.stderr.trim().replace(/^error: /, '');

/** Where one of the programs is that make up a cluster. */
export const kubeAsset = (name: 'etcd' | 'kube-apiserver' | 'kubectl'): string => path.join(FOUND.stdout.trim(), name);

let renderers: SpawnSyncReturns<string> | undefined;

/** Where a program is that renders what is deployed; undefined when nobody has built them. */
export function renderAsset(name: 'helm' | 'kustomize'): string | undefined {
  renderers ??= find('render');
  return renderers.status === 0 ? path.join(renderers.stdout.trim(), name) : undefined;
}
