import { kubeAsset } from './kube-assets.ts';
import type { TemporaryFolder } from '../temporary-folder.ts';

/** Everything that is asked of the API server, without bodies. */
const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'Metadata' }],
};

export const AUDIT_LOG = 'audit.log';

/** The command that runs etcd: alone, and as fast as a store that nobody needs tomorrow can be. */
export function etcdCommand(folder: TemporaryFolder, port: number, peerPort: number): readonly string[] {
  const url = `http://127.0.0.1:${port}`;
  const peer = `http://127.0.0.1:${peerPort}`;
  return [
    kubeAsset('etcd'),
    `--data-dir=${folder.at('etcd')}`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--unsafe-no-fsync',
    '--heartbeat-interval=20',
    '--election-timeout=200',
    '--log-level=warn',
  ];
}

/** The command that runs the API server: as it comes, with RBAC and the admission plugins that are on by default. */
export function apiServerCommand(folder: TemporaryFolder, port: number, etcdPort: number): readonly string[] {
  const auditPolicy = folder.write('audit-policy.json', JSON.stringify(AUDIT_POLICY));
  return [
    kubeAsset('kube-apiserver'),
    `--etcd-servers=http://127.0.0.1:${etcdPort}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    `--tls-cert-file=${folder.at('server.crt')}`,
    `--tls-private-key-file=${folder.at('server.key')}`,
    `--client-ca-file=${folder.at('ca.crt')}`,
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    `--service-account-key-file=${folder.at('accounts.pub')}`,
    `--service-account-signing-key-file=${folder.at('accounts.key')}`,
    '--service-cluster-ip-range=10.96.0.0/16',
    '--authorization-mode=RBAC',
    '--endpoint-reconciler-type=none',
    '--profiling=false',
    `--audit-policy-file=${auditPolicy}`,
    `--audit-log-path=${folder.at(AUDIT_LOG)}`,
  ];
}
