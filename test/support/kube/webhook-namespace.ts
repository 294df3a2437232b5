import { spawnSync } from 'node:child_process';
import type { JsonObject } from '../../../src/core/model/json.ts';
import type { Report } from '../../../src/core/model/report.ts';
import { programArguments } from '../program.ts';
import type { AuditEvent } from './audit-log.ts';
import type { KubeCluster, KubectlCall } from './kube-cluster.ts';
import type { KubectlResult } from './kubectl.ts';
import { SluiceServer, type SluiceServerOptions } from './sluice-server.ts';
import { registerWebhook, WEBHOOK_NAME } from './webhook-registration.ts';

/** What the API server's audit log keeps of a verdict. */
export interface AuditedVerdict {
  readonly verdict: string | undefined;
  readonly verdictId: string | undefined;
  readonly policySet: string | undefined;
}

export interface WebhookNamespaceOptions extends SluiceServerOptions {
  /** Members of the registration that differ from its defaults. */
  readonly webhook?: JsonObject;
  /** Labels of the Namespace. */
  readonly labels?: JsonObject;
}

/** A Namespace whose every change a `sluice serve` is asked about. */
export class WebhookNamespace implements AsyncDisposable {
  readonly name: string;
  readonly cluster: KubeCluster;
  readonly server: SluiceServer;
  readonly #registration: AsyncDisposable;

  private constructor(name: string, cluster: KubeCluster, server: SluiceServer, registration: AsyncDisposable) {
    this.name = name;
    this.cluster = cluster;
    this.server = server;
    this.#registration = registration;
  }

  static async open(
    cluster: KubeCluster,
    { webhook, labels, ...options }: WebhookNamespaceOptions,
  ): Promise<WebhookNamespace> {
    const name = await cluster.namespace(labels);
    const server = await SluiceServer.start(options);
    try {
      const { url, authority } = server;
      const namespaces = [name] as const;
      const registration = await registerWebhook(cluster, { url, authority, namespaces, ...(webhook && { webhook }) });
      return new WebhookNamespace(name, cluster, server, registration);
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** kubectl, in this Namespace. */
  kubectl(args: readonly string[], call: KubectlCall = {}): Promise<KubectlResult> {
    return this.cluster.kubectl(['--namespace', this.name, ...args], call);
  }

  /** `kubectl apply` of one object. */
  apply(object: JsonObject, ...args: readonly string[]): Promise<KubectlResult> {
    return this.kubectl(['apply', '-f', '-', ...args], { stdin: JSON.stringify(object) });
  }

  /** What was last asked of the API server about a resource (`pods`, `pods/exec`) in this Namespace. */
  lastEvent(verb: string, resource: string, name?: string): AuditEvent | undefined {
    const [plural, subresource] = resource.split('/');
    return this.cluster
      .auditEvents()
      .findLast(
        ({ verb: said, objectRef = {} }) =>
          said === verb &&
          (objectRef.namespace === this.name || objectRef.name === this.name) &&
          objectRef.resource === plural &&
          objectRef.subresource === subresource &&
          (name === undefined || objectRef.name === name),
      );
  }

  /** What the audit log says that the webhook said then. */
  lastVerdict(verb: string, resource: string, name?: string): AuditedVerdict {
    const annotations = this.lastEvent(verb, resource, name)?.annotations ?? {};
    const of = (key: string): string | undefined => annotations[`${WEBHOOK_NAME}/${key}`];
    return { verdict: of('verdict'), verdictId: of('verdict-id'), policySet: of('policy-set') };
  }

  /** What `sluice check` says of objects in a file, by the server's own policies. */
  check(...objects: readonly JsonObject[]): Report {
    const { folder, args } = this.server;
    // JSON is YAML.
    folder.write('checked.yaml', objects.map((one) => JSON.stringify(one)).join('\n---\n'));
    const command = [...programArguments(), 'check', ...args, '-o', 'json', '--show-passed', 'checked.yaml'];
    const { stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: folder.path,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 ** 2,
      env: { ...process.env, SLUICE_CACHE_DIR: folder.at('.cache') },
    });
    if (stdout === '') throw new Error(`sluice check did not report: ${stderr}`);
    return JSON.parse(stdout);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#registration[Symbol.asyncDispose]();
    await this.server[Symbol.asyncDispose]();
  }
}
