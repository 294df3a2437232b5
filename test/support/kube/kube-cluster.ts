import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../../../src/core/model/json.ts';
import { temporaryFolder, type TemporaryFolder } from '../temporary-folder.ts';
import { readAuditLog, type AuditEvent } from './audit-log.ts';
import { freePort } from './free-port.ts';
import { GuardedProcess } from './guarded-process.ts';
import { ADMIN, KubeCredentials, type KubeconfigOptions, type KubeUser } from './kube-credentials.ts';
import { apiServerCommand, AUDIT_LOG, etcdCommand } from './kube-programs.ts';
import { KubeConnection, type KubeRequest, type KubeResponse } from './kube-request.ts';
import { runKubectl, type KubectlResult } from './kubectl.ts';
import { pollUntil } from './poll-until.ts';

export interface KubectlCall {
  readonly stdin?: string;
  /** Defaults to the administrator. */
  readonly user?: KubeUser;
}

interface Ports {
  readonly etcd: number;
  readonly etcdPeer: number;
  readonly apiServer: number;
}

const READY_MS = 120_000;
const ATTEMPTS = 3;

/**
 * A real API server with a real etcd, on loopback, with an authority and an audit log of its own. No nodes and no controllers: a
 * Pod stays pending, a Deployment gets no Pods, a Namespace that is being deleted stays. Gone when it is disposed of, or when
 * this process ends in whatever way.
 */
export class KubeCluster implements AsyncDisposable {
  /** `https://127.0.0.1:PORT` */
  readonly server: string;
  readonly #folder: TemporaryFolder;
  readonly #credentials: KubeCredentials;
  readonly #ports: Ports;
  readonly #etcd: GuardedProcess;
  readonly #connections = new Map<string, KubeConnection>();
  readonly #kubeconfigs = new Map<string, string>();
  #apiServer: GuardedProcess | undefined;
  #keepsAlive = true;

  private constructor(folder: TemporaryFolder, credentials: KubeCredentials, ports: Ports, etcd: GuardedProcess) {
    this.#folder = folder;
    this.#credentials = credentials;
    this.#ports = ports;
    this.#etcd = etcd;
    this.server = `https://127.0.0.1:${ports.apiServer}`;
  }

  /** Starts a cluster and waits until it is ready. */
  static async start(): Promise<KubeCluster> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await KubeCluster.#tryStart();
      } catch (error) {
        // Somebody else may have taken a port in the meantime.
        if (attempt === ATTEMPTS || !String(error).includes('address already in use')) throw error;
      }
    }
  }

  static async #tryStart(): Promise<KubeCluster> {
    const folder = temporaryFolder();
    const ports = { etcd: await freePort(), etcdPeer: await freePort(), apiServer: await freePort() };
    const etcd = await GuardedProcess.start(etcdCommand(folder, ports.etcd, ports.etcdPeer), folder.path);
    const cluster = new KubeCluster(folder, new KubeCredentials(folder), ports, etcd);
    try {
      await waitForEtcd(etcd, ports.etcd);
      await cluster.startApiServer();
      return cluster;
    } catch (error) {
      await cluster[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** The certificate of the cluster's authority, as PEM. */
  get authority(): string {
    return this.#credentials.authority;
  }

  /** Starts the API server where it was before, and waits until it is ready. */
  async startApiServer(): Promise<void> {
    const command = apiServerCommand(this.#folder, this.#ports.apiServer, this.#ports.etcd);
    const apiServer = await GuardedProcess.start(command, this.#folder.path);
    this.#apiServer = apiServer;
    if (!this.#keepsAlive) apiServer.unref();
    await pollUntil(() => this.#isReady(apiServer), { what: 'the API server is ready', withinMs: READY_MS });
  }

  /** Kills the API server as `kill -9` does. Watches end, and calls are refused until it is started again. */
  async stopApiServer(): Promise<void> {
    await this.#apiServer?.[Symbol.asyncDispose]();
    this.#apiServer = undefined;
  }

  async #isReady(apiServer: GuardedProcess): Promise<true | undefined> {
    refuseEnded('the API server', apiServer);
    const answer = await this.request({ method: 'GET', path: '/readyz' }).catch(() => undefined);
    return answer?.status === 200 ? true : undefined;
  }

  /** Sends a request; whatever the answer says, it is given back. */
  request(request: KubeRequest, user: KubeUser = ADMIN): Promise<KubeResponse> {
    return this.connect(user).send(request);
  }

  /** What a user speaks to the API server through; at another address where a relay stands before it. Gone with the cluster. */
  connect(user: KubeUser = ADMIN, server: string = this.server): KubeConnection {
    const key = JSON.stringify([user, server]);
    const known = this.#connections.get(key);
    const connection = known ?? new KubeConnection(server, this.authority, this.#credentials.certificateOf(user));
    this.#connections.set(key, connection);
    return connection;
  }

  /** Creates an object. @param path of the collection. @throws when the API server refuses it */
  async create(path: string, body: JsonObject): Promise<JsonObject> {
    const answer = await this.request({ method: 'POST', path, body });
    if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${answer.message}`);
    return answer.body;
  }

  /** Makes a Namespace with a name of its own, and what a controller would put into it: the account that Pods run as. */
  async namespace(labels: JsonObject = {}): Promise<string> {
    const name = `test-${randomBytes(5).toString('hex')}`;
    await this.create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } };
    await this.create(`/api/v1/namespaces/${name}/serviceaccounts`, account);
    return name;
  }

  async kubectl(args: readonly string[], { stdin, user = ADMIN }: KubectlCall = {}): Promise<KubectlResult> {
    return runKubectl(args, {
      kubeconfig: this.kubeconfig(user),
      home: this.#folder.at('home'),
      ...(stdin === undefined ? {} : { stdin }),
    });
  }

  /** The path of a kubeconfig by which a user reaches the cluster. */
  kubeconfig(user: KubeUser = ADMIN, options: Partial<KubeconfigOptions> = {}): string {
    const key = JSON.stringify([user, options]);
    const known = this.#kubeconfigs.get(key);
    const file = known ?? this.#credentials.kubeconfig(user, { server: this.server, ...options });
    this.#kubeconfigs.set(key, file);
    return file;
  }

  /** What was asked of the API server so far, oldest first. */
  auditEvents(): readonly AuditEvent[] {
    return readAuditLog(this.#folder.at(AUDIT_LOG));
  }

  /** Lets this process end while the cluster runs; the cluster ends then, too. */
  unref(): void {
    this.#keepsAlive = false;
    this.#etcd.unref();
    this.#apiServer?.unref();
    process.once('exit', () => {
      for (const program of [this.#apiServer, this.#etcd]) program?.signal('SIGKILL');
      this.#folder[Symbol.dispose]();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const connection of this.#connections.values()) connection[Symbol.dispose]();
    await this.stopApiServer();
    await this.#etcd[Symbol.asyncDispose]();
    this.#folder[Symbol.dispose]();
  }
}

async function waitForEtcd(etcd: GuardedProcess, port: number): Promise<void> {
  const ask = async (): Promise<true | undefined> => {
    refuseEnded('etcd', etcd);
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined);
    return answer?.ok === true ? true : undefined;
  };
  await pollUntil(ask, { what: 'etcd is ready', withinMs: READY_MS });
}

function refuseEnded(what: string, { isRunning, said }: GuardedProcess): void {
  if (!isRunning) throw new Error(`${what} has ended: ${said.slice(-1500)}`);
}
