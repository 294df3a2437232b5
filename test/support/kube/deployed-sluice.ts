import { isJsonObject, type JsonObject } from '../../../src/core/model/json.ts';
import { listAt, objectAt, textAt } from '../../../src/core/gatekeeper/read-fields.ts';
import { programArguments } from '../program.ts';
import { temporaryFolder, type TemporaryFolder } from '../temporary-folder.ts';
import { GuardedProcess } from './guarded-process.ts';
import type { KubeCluster } from './kube-cluster.ts';
import { pollUntil } from './poll-until.ts';

/** The container of a Deployment as a process here: with its flags and its ConfigMaps, as its service account. */
export class DeployedSluice implements AsyncDisposable {
  readonly url: string;
  readonly podName: string;
  readonly process: GuardedProcess;
  readonly #folder: TemporaryFolder;

  private constructor(started: Started, url: string) {
    this.url = url;
    this.podName = started.podName;
    this.process = started.process;
    this.#folder = started.folder;
  }

  /** @param objects what was applied; the Deployment and its ConfigMaps are among them */
  static async start(cluster: KubeCluster, objects: readonly JsonObject[]): Promise<DeployedSluice> {
    const folder = temporaryFolder();
    const deployment = one(objects, 'Deployment');
    const podName = `${textAt(deployment, ['metadata', 'name'])}-0`;
    writeMounts(folder, objects);
    const kubeconfig = folder.write('kubeconfig.json', await kubeconfigOf(cluster, deployment));
    const args = [...containerArgs(deployment, folder), `--kubeconfig=${kubeconfig}`, '--host=127.0.0.1'];
    const env = {
      ...process.env,
      SLUICE_CACHE_DIR: folder.at('tmp'),
      POD_NAME: podName,
      POD_NAMESPACE: textAt(deployment, ['metadata', 'namespace']),
    };
    const child = await GuardedProcess.start([process.execPath, ...programArguments(), ...args], folder.path, env);
    const started = { folder, podName, process: child };
    return new DeployedSluice(started, await urlOf(child));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.process[Symbol.asyncDispose]();
    this.#folder[Symbol.dispose]();
  }
}

interface Started {
  readonly folder: TemporaryFolder;
  readonly podName: string;
  readonly process: GuardedProcess;
}

const one = (objects: readonly JsonObject[], kind: string): JsonObject => {
  const found = objects.find((object) => object['kind'] === kind);
  if (found === undefined) throw new Error(`there is no ${kind}`);
  return found;
};

/** Paths of the container are below the folder here; the ports are free ones. */
function containerArgs(deployment: JsonObject, folder: TemporaryFolder): readonly string[] {
  const args = listAt(containerOf(deployment), ['args']).map(String);
  return args.map((arg) =>
    arg.replace('=/etc/', `=${folder.at('etc')}/`).replace(/^(--(?:metrics-)?port)=\d+$/, '$1=0'),
  );
}

function containerOf(deployment: JsonObject): JsonObject {
  const [container] = listAt(deployment, ['spec', 'template', 'spec', 'containers']);
  if (!isJsonObject(container)) throw new Error('the Deployment has no container');
  return container;
}

/** ConfigMaps where the container mounts them. */
function writeMounts(folder: TemporaryFolder, objects: readonly JsonObject[]): void {
  const isConfig = (object: JsonObject): boolean =>
    object['kind'] === 'ConfigMap' && textAt(object, ['metadata', 'name']).endsWith('-config');
  const data = objectAt(objects.find(isConfig) ?? {}, ['data']);
  for (const file of Object.keys(data)) folder.write(`etc/sluice/config/${file}`, textAt(data, [file]));
}

/** By a token of its service account, and nothing else. */
async function kubeconfigOf(cluster: KubeCluster, deployment: JsonObject): Promise<string> {
  const namespace = textAt(deployment, ['metadata', 'namespace']);
  const account = textAt(deployment, ['spec', 'template', 'spec', 'serviceAccountName']);
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`;
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } };
  const token = textAt(await cluster.create(path, request), ['status', 'token']);
  const authority = Buffer.from(cluster.authority).toString('base64');
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'own',
    clusters: [{ name: 'own', cluster: { server: cluster.server, 'certificate-authority-data': authority } }],
    users: [{ name: 'own', user: { token } }],
    contexts: [{ name: 'own', context: { cluster: 'own', user: 'own', namespace } }],
  });
}

function urlOf(child: GuardedProcess): Promise<string> {
  const listening = (): string | undefined => {
    const [, url] = /listening on (https:\S+),/.exec(child.said) ?? [];
    if (url === undefined && !child.isRunning) throw new Error(`sluice serve has ended: ${child.said}`);
    return url;
  };
  return pollUntil(listening, { what: 'sluice serve listens' });
}
