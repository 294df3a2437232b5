import { generateKeyPairSync } from 'node:crypto';
import { certificateAuthority, type Certificate } from '../certificate.ts';
import type { TemporaryFolder } from '../temporary-folder.ts';

/** Somebody as the API server knows him: by a certificate of the cluster's authority. */
export interface KubeUser {
  readonly name: string;
  readonly groups?: readonly string[];
}

/** May do everything. */
export const ADMIN: KubeUser = { name: 'admin', groups: ['system:masters'] };

export interface KubeconfigOptions {
  /** Where the API server is reached; the cluster's own address unless said otherwise. */
  readonly server: string;
  readonly namespace?: string;
}

/** The cluster's authority, its files for the API server, and certificates for users. */
export class KubeCredentials {
  readonly #folder: TemporaryFolder;
  readonly #authority = certificateAuthority();
  readonly #users = new Map<string, Certificate>();

  constructor(folder: TemporaryFolder) {
    this.#folder = folder;
    const { cert, key } = this.#authority.issue({ commonName: 'kube-apiserver' });
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    folder.write('ca.crt', this.#authority.cert);
    folder.write('server.crt', cert);
    folder.write('server.key', key);
    folder.write('accounts.key', privateKey.export({ type: 'sec1', format: 'pem' }));
    folder.write('accounts.pub', publicKey.export({ type: 'spki', format: 'pem' }));
  }

  /** The certificate of the authority, as PEM. */
  get authority(): string {
    return this.#authority.cert;
  }

  /** The same each time for the same user. */
  certificateOf(user: KubeUser): Certificate {
    const key = JSON.stringify(user);
    const issued =
      this.#users.get(key) ??
      this.#authority.issue({ commonName: user.name, ...(user.groups && { organizations: user.groups }) });
    this.#users.set(key, issued);
    return issued;
  }

  /** Writes a kubeconfig by which a user reaches the cluster, and gives its path. */
  kubeconfig(user: KubeUser, { server, namespace }: KubeconfigOptions): string {
    const { cert, key } = this.certificateOf(user);
    const name = 'test';
    // JSON is YAML.
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': name,
      clusters: [{ name, cluster: { server, 'certificate-authority-data': base64(this.authority) } }],
      users: [{ name, user: { 'client-certificate-data': base64(cert), 'client-key-data': base64(key) } }],
      contexts: [{ name, context: { cluster: name, user: name, ...(namespace && { namespace }) } }],
    };
    const file = `kubeconfig-${this.#files++}.json`;
    return this.#folder.write(file, JSON.stringify(config));
  }
  #files = 0;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
