import { SluiceError } from '../../src/core/errors.ts';
import type { FlagValues } from '../../src/node/flags/flag.ts';
import type { SecretName } from '../../src/node/certificates/certificate-store.ts';
import type { ShellIo } from '../../src/node/output/shell-io.ts';
import type { Log } from '../watching/admission-log.ts';
import { certificateOfFiles, ownCertificate, type CertificateSource } from './certificate-source.ts';

/** Where the server's certificate comes from. */
export const CERTIFICATE_FLAGS = {
  'tls-cert': {
    kind: 'text',
    value: 'FILE',
    group: 'Certificate',
    description:
      'The certificate, as PEM, with the certificates between it and the authority. It is read again when the file changes.',
  },
  'tls-key': { kind: 'text', value: 'FILE', group: 'Certificate', description: 'Its private key, as PEM.' },
  'cert-secret': {
    kind: 'text',
    value: 'NAMESPACE/NAME',
    group: 'Certificate',
    description:
      'Instead of files: make the certificate, renew it, and share it with the other replicas in this Secret. The API server is told whom to trust.',
  },
  service: {
    kind: 'text',
    value: 'NAME',
    group: 'Certificate',
    description: 'The Service by which the API server calls, in the Namespace of --cert-secret.',
    defaultText: 'sluice',
  },
  'webhook-config': {
    kind: 'list',
    value: 'NAME',
    group: 'Certificate',
    description:
      'A ValidatingWebhookConfiguration whose caBundle is kept, where it calls that Service; needs --cert-secret.',
    defaultText: 'those with the label app.kubernetes.io/name=sluice',
  },
} as const;

export type CertificateFlags = FlagValues<typeof CERTIFICATE_FLAGS> & { readonly kubeconfig: string | undefined };

const SERVICE = 'sluice';

/** @throws SluiceError USAGE, or what keeps the certificate from being had */
export async function openCertificate(flags: CertificateFlags, io: ShellIo, log: Log): Promise<CertificateSource> {
  const { 'tls-cert': certFile, 'tls-key': keyFile, 'cert-secret': secret, kubeconfig } = flags;
  if (secret === undefined) return certificateOfFiles(requireFiles(flags), io);
  if (certFile !== undefined || keyFile !== undefined) {
    throw new SluiceError(
      'USAGE',
      '--cert-secret makes the certificate that --tls-cert and --tls-key name: give the one or the others',
    );
  }
  const options = { secret: parseSecret(secret), service: flags.service ?? SERVICE, kubeconfig };
  const names = flags['webhook-config'];
  return ownCertificate({ ...options, configurations: names.length === 0 ? undefined : names }, io, log);
}

function requireFiles(flags: CertificateFlags): { readonly certFile: string; readonly keyFile: string } {
  const { 'tls-cert': certFile, 'tls-key': keyFile } = flags;
  if (flags.service !== undefined || flags['webhook-config'].length > 0) {
    throw new SluiceError(
      'USAGE',
      '--service and --webhook-config are for certificates of our own: give --cert-secret NAMESPACE/NAME',
    );
  }
  if (certFile !== undefined && keyFile !== undefined) return { certFile, keyFile };
  throw new SluiceError(
    'USAGE',
    'the API server speaks to webhooks over TLS only: give --tls-cert FILE and --tls-key FILE, or --cert-secret NAMESPACE/NAME',
  );
}

const NAME = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/;

function parseSecret(text: string): SecretName {
  const [namespace = '', name = '', ...rest] = text.split('/');
  if (rest.length === 0 && NAME.test(namespace) && NAME.test(name)) return { namespace, name };
  throw new SluiceError('USAGE', `--cert-secret takes NAMESPACE/NAME, not ${JSON.stringify(text)}`);
}
