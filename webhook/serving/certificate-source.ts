import { visible } from '../../src/core/report/safe-text.ts';
import { CertificateKeeper } from '../../src/node/certificates/certificate-keeper.ts';
import { pemOf } from '../../src/node/certificates/certificate-secret.ts';
import type { SecretName } from '../../src/node/certificates/certificate-store.ts';
import type { KeyPair } from '../../src/node/certificates/issue-certificate.ts';
import { createKubeClient } from '../../src/node/kubernetes/create-kube-client.ts';
import { loadKubeConnection } from '../../src/node/kubernetes/load-kube-connection.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import type { Log } from '../watching/admission-log.ts';
import { CertificateWatch, type CertificateRead } from './certificate-watch.ts';
import { endOf, readTls, type TlsFiles, type TlsMaterial } from './tls.ts';

/** Whom to tell of another certificate. */
export interface CertificateUser {
  readonly renew: (material: TlsMaterial) => void;
  readonly onRead: (read: CertificateRead) => void;
}

/** Where the server's certificate comes from. */
export interface CertificateSource extends AsyncDisposable {
  /** What to begin with. */
  readonly tls: TlsMaterial;
  /** Hands over each other one, as it comes. */
  follow(user: CertificateUser): Disposable;
}

/** Somebody else makes it, and writes it to files. @throws SluiceError SERVER_FAILED */
export function certificateOfFiles(files: TlsFiles, { cwd, now }: ShellIo): CertificateSource {
  const tls = readTls(files, cwd);
  return {
    tls,
    follow: (user) => new CertificateWatch({ files, cwd, current: tls, ...user, now: () => now().getTime() }),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

export interface OwnCertificateOptions {
  readonly secret: SecretName;
  readonly service: string;
  readonly configurations: readonly string[] | undefined;
  readonly kubeconfig: string | undefined;
}

/**
 * We make it ourselves, and share it with the other replicas.
 * @throws KubeError, or SluiceError CONFIG_INVALID
 */
export async function ownCertificate(
  { kubeconfig, ...options }: OwnCertificateOptions,
  { env, now, stderr }: ShellIo,
  log: Log,
): Promise<CertificateSource> {
  const client = createKubeClient(loadKubeConnection({ ...(kubeconfig !== undefined && { file: kubeconfig }), env }));
  const keeper = await CertificateKeeper.open({
    ...options,
    client,
    now: () => now().getTime(),
    onDone: ({ kind, ...fields }) => log.say('info', `certificates-${kind}`, fields),
    onNotice: (message) => stderr.write(`warning: ${visible(message)}\n`),
  });
  const first = keeper.pair;
  return {
    tls: toMaterial(first),
    follow: ({ renew, onRead }) => {
      keeper.follow(first, (pair) => {
        const tls = toMaterial(pair);
        renew(tls);
        onRead({ kind: 'renewed', until: new Date(endOf(tls)) });
      });
      return { [Symbol.dispose]: () => keeper.follow(keeper.pair, () => undefined) };
    },
    [Symbol.asyncDispose]: async () => {
      await keeper[Symbol.asyncDispose]();
      await client[Symbol.asyncDispose]();
    },
  };
}

const toMaterial = ({ certificate, key }: KeyPair): TlsMaterial => ({
  cert: Buffer.from(certificate.toString()),
  key: Buffer.from(pemOf(key)),
});
