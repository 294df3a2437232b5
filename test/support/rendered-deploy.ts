import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { textAt } from '../../src/core/gatekeeper/read-fields.ts';
import { isJsonObject, type JsonObject } from '../../src/core/model/json.ts';
import { packageRoot } from '../../src/node/package-root.ts';
import { kubeAsset, NO_CLUSTER, renderAsset } from './kube/kube-assets.ts';
import { findProgram } from './programs.ts';
import { temporaryFolder } from './temporary-folder.ts';

const HELM = findProgram(['helm'], 'HELM') ?? renderAsset('helm');

/** Why the chart is not rendered; undefined when it is. */
export const NO_HELM: string | undefined =
  HELM === undefined
    ? 'helm is not on the PATH, HELM does not name it, and `node scripts/kube-assets.mjs build render` has not built it'
    : undefined;

const KUSTOMIZE = kustomizeCommand();

/** Why the base is not rendered; undefined when it is. */
export const NO_KUSTOMIZE: string | undefined =
  KUSTOMIZE === undefined ? '`node scripts/kube-assets.mjs build render` has not built kustomize' : undefined;

/** kubectl has it, too. */
function kustomizeCommand(): readonly [string, ...string[]] | undefined {
  if (NO_CLUSTER === undefined) return [kubeAsset('kubectl'), 'kustomize'];
  const program = renderAsset('kustomize');
  return program === undefined ? undefined : [program, 'build'];
}

/** The chart must say the same whatever cluster helm was built for. */
const KUBE_VERSION = '1.36.0';

/** What Helm says about the chart as release sluice in sluice-system. @param values as of `--set` */
export function helmTemplate(values: readonly string[]): SpawnSyncReturns<string> {
  if (HELM === undefined) throw new Error(NO_HELM);
  const chart = path.join(packageRoot(), 'deploy', 'helm', 'sluice');
  const args = ['template', 'sluice', chart, '--namespace', 'sluice-system', '--kube-version', KUBE_VERSION];
  return spawnSync(HELM, [...args, ...values.flatMap((value) => ['--set', value])], { encoding: 'utf8' });
}

export const renderChart = (values: readonly string[]): string => outputOf(helmTemplate(values));

/** An overlay of deploy/kustomize. */
export const renderOverlay = (name: string): string =>
  kustomize(path.join(packageRoot(), 'deploy', 'kustomize', 'overlays', name));

/** The base with components by name, and whatever else a kustomization may have. */
export function renderBase(components: readonly string[], more: JsonObject = {}): string {
  using folder = temporaryFolder();
  cpSync(path.join(packageRoot(), 'deploy'), folder.at('deploy'), { recursive: true });
  const kustomization = {
    resources: ['../deploy/kustomize/base'],
    components: components.map((name) => `../deploy/kustomize/components/${name}`),
    ...more,
  };
  folder.write('own/kustomization.yaml', JSON.stringify(kustomization));
  return kustomize(folder.at('own'));
}

function kustomize(folder: string): string {
  if (KUSTOMIZE === undefined) throw new Error(NO_KUSTOMIZE);
  const [program, ...args] = KUSTOMIZE;
  return outputOf(spawnSync(program, [...args, folder], { encoding: 'utf8' }));
}

function outputOf({ status, stdout, stderr }: SpawnSyncReturns<string>): string {
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** The objects of a rendered text. */
export const toObjects = (text: string): readonly JsonObject[] =>
  parseAllDocuments(text)
    .map((document): unknown => document.toJS())
    .filter(isJsonObject);

/** `Deployment sluice-system/sluice` */
export function nameOf(object: JsonObject): string {
  const namespace = textAt(object, ['metadata', 'namespace']);
  return `${textAt(object, ['kind'])} ${namespace === '' ? '' : `${namespace}/`}${textAt(object, ['metadata', 'name'])}`;
}
