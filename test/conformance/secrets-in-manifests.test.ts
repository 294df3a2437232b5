import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { before, describe, it } from 'mocha';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SecretFact } from '../../src/core/secrets/finding.ts';
import { parseFile } from '../../src/node/documents/parse-file.ts';
import { relatedTextReader } from '../../src/node/secrets/related-files.ts';
import { toResources } from '../../src/core/resources/to-resources.ts';
import { factsIn, openSearch } from '../secrets/scan-labelled.ts';

const repository = (fileURLToPath(import.meta.url).split(`${path.sep}test${path.sep}`)[0] ?? '').replace(
  /[\\/]dist$/,
  '',
);
const corpus = path.join(repository, '..', 'shared', 'corpus');

/** A checkout of a repository for a home cluster, whose Secrets hold references alone: onedr0p/home-ops. */
const homeOps = process.env['SLUICE_TEST_HOME_OPS'];

/** Every place of the corpus that is found for certain or likely: each was looked at, and each holds a literal credential. */
const FOUND: Readonly<Record<string, number>> = {
  'kubeflow/manifests/applications/katib/upstream/components/mysql/secret.yaml k8s-secret-plaintext': 1,
  'kubeflow/manifests/applications/katib/upstream/components/postgres/secret.yaml k8s-secret-plaintext': 1,
  'kubeflow/manifests/applications/katib/upstream/installs/katib-standalone-postgres/patches/db-manager.yaml k8s-env-literal-secret': 1,
  'kubeflow/manifests/applications/pipeline/upstream/base/installs/generic/postgres/postgres-secret-extended.yaml k8s-secret-plaintext': 1,
  'kubeflow/manifests/applications/pipeline/upstream/third-party/grafana/grafana-deployment.yaml k8s-env-literal-secret': 1,
  'kubeflow/manifests/applications/pipeline/upstream/third-party/postgresql/base/pg-secret.yaml k8s-secret-plaintext': 1,
  'kubeflow/manifests/applications/pipeline/upstream/third-party/seaweedfs/base/seaweedfs/mlpipeline-minio-artifact-secret.yaml k8s-secret-plaintext': 2,
  'kubeflow/manifests/common/dex/base/dex-passwords.yaml k8s-secret-plaintext': 1,
  'kubeflow/manifests/common/oauth2-proxy/base/kustomization.yaml kustomize-secret-literal': 2,
  'kubeflow/manifests/experimental/helm/charts/katib/ci/values-postgres.yaml helm-values-secret': 1,
  'kubeflow/manifests/experimental/helm/charts/katib/values.yaml helm-values-secret': 1,
  'kubeflow/manifests/experimental/helm/charts/model-registry/ci/values-db.yaml helm-values-secret': 1,
  'kubeflow/manifests/experimental/helm/charts/model-registry/ci/values-postgres.yaml helm-values-secret': 1,
  'kubeflow/manifests/experimental/helm/charts/model-registry/ci/values-production.yaml helm-values-secret': 1,
  'kubeflow/manifests/experimental/helm/charts/model-registry/values.yaml helm-values-secret': 2,
  'kubernetes/examples/_archived/javaee/mysql-pod.yaml k8s-env-literal-secret': 2,
  'kubernetes/examples/_archived/persistent-volume-provisioning/glusterfs/glusterfs-secret.yaml k8s-secret-plaintext': 1,
  // No YAML that anybody reads: the text engine found it.
  'kubernetes/examples/_archived/persistent-volume-provisioning/quobyte/quobyte-admin-secret.yaml secret-in-setting': 1,
  'kubernetes/examples/_archived/persistent-volume-provisioning/rbd/ceph-secret-admin.yaml k8s-secret-plaintext': 1,
  'kubernetes/examples/_archived/persistent-volume-provisioning/rbd/ceph-secret-user.yaml k8s-secret-plaintext': 1,
  'kubernetes/examples/_archived/storage/minio/minio-distributed-statefulset.yaml k8s-env-literal-secret': 1,
  'kubernetes/examples/_archived/storage/minio/minio-standalone-deployment.yaml k8s-env-literal-secret': 1,
  'kubernetes/examples/_archived/storage/mysql-galera/pxc-node1.yaml k8s-env-literal-secret': 2,
  'kubernetes/examples/_archived/storage/mysql-galera/pxc-node2.yaml k8s-env-literal-secret': 2,
  'kubernetes/examples/_archived/storage/mysql-galera/pxc-node3.yaml k8s-env-literal-secret': 2,
  'kubernetes/examples/_archived/sysdig-cloud/sysdig-daemonset.yaml k8s-env-literal-secret': 1,
  'kubernetes/examples/_archived/sysdig-cloud/sysdig-rc.yaml k8s-env-literal-secret': 1,
  'kubernetes/examples/_archived/volumes/azure_file/secret/azure-secret.yaml k8s-secret-plaintext': 2,
  'kubernetes/examples/_archived/volumes/cephfs/secret/ceph-secret.yaml k8s-secret-plaintext': 1,
  'kubernetes/examples/_archived/volumes/iscsi/chap-secret.yaml k8s-secret-plaintext': 6,
  'kubernetes/examples/_archived/volumes/rbd/secret/ceph-secret.yaml k8s-secret-plaintext': 1,
  'kubernetes/examples/_archived/volumes/scaleio/secret.yaml k8s-secret-plaintext': 1,
  'kubernetes/examples/_archived/volumes/storageos/storageos-secret.yaml k8s-secret-plaintext': 1,
  'kubernetes/examples/databases/cassandra/image/files/cassandra.yaml document-secret': 5,
  'kubernetes/examples/databases/cassandra/java/src/test/resources/cassandra.yaml document-secret': 2,
  'prometheus-operator/kube-prometheus/examples/basic-auth/secrets.yaml k8s-secret-plaintext': 1,
};

/** Secrets that hold nothing but a configuration: possible, no more. */
const CONFIGURATIONS: readonly string[] = [
  'prometheus-operator/kube-prometheus/manifests/alertmanager-secret.yaml',
  'prometheus-operator/kube-prometheus/manifests/grafana-config.yaml',
  'prometheus-operator/kube-prometheus/manifests/grafana-dashboardDatasources.yaml',
];

interface Found {
  readonly facts: readonly SecretFact[];
  /** Objects by kind. */
  readonly kinds: ReadonlyMap<string, number>;
}

function searchBelow(root: string): Found {
  const search = openSearch(relatedTextReader({ root, trees: [root] }));
  const kinds = new Map<string, number>();
  const facts = manifestsBelow(root).flatMap((file) => {
    const bytes = readFileSync(path.join(root, file));
    for (const { identity } of parseFile(bytes).documents.flatMap(toResources))
      kinds.set(identity.kind, (kinds.get(identity.kind) ?? 0) + 1);
    return factsIn(search, file, bytes);
  });
  return { facts, kinds };
}

const manifestsBelow = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();

describe('Secrets in public manifests (../shared/corpus)', function () {
  this.timeout(120_000);
  let found: Found = { facts: [], kinds: new Map() };
  before(function () {
    if (!existsSync(corpus)) this.skip();
    found = searchBelow(corpus);
  });

  it('are the plain Secrets with a literal credential and other literals under names of secrets, and nothing else', () => {
    const counts = new Map<string, number>();
    for (const { file, rule, confidence } of found.facts) {
      if (confidence !== 'possible') counts.set(`${file} ${rule}`, (counts.get(`${file} ${rule}`) ?? 0) + 1);
    }
    expect(Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))).to.deep.equal(FOUND);
  });
  it('are only possible where a Secret holds a configuration', () => {
    for (const file of CONFIGURATIONS) {
      expect(
        found.facts.filter((fact) => fact.file === file).map(({ confidence }) => confidence),
        file,
      ).to.deep.equal(['possible']);
    }
  });
  it('are none where a Secret is empty', () => {
    expect(found.facts.filter(({ file }) => file.endsWith('/generic/mysql-secret.yaml'))).to.deep.equal([]);
  });
});

describe('Secrets in a repository of references (SLUICE_TEST_HOME_OPS)', () => {
  it('are none: 1Password, External Secrets, variables of Flux', function () {
    this.timeout(120_000);
    if (homeOps === undefined) return this.skip();
    const { facts, kinds } = searchBelow(homeOps);
    expect(kinds.get('ExternalSecret')).to.be.at.least(30);
    expect(kinds.get('Secret')).to.be.at.least(4);
    expect(facts.map(({ file, line, rule }) => `${file}:${line} ${rule}`)).to.deep.equal([]);
  });
});
