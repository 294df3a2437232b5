import type { GroupVersionKind } from '../kubernetes/kube-client.ts';

/** A kind of objects that are made when sluice is installed. */
export interface InstalledKind extends GroupVersionKind {
  readonly isNamespaced: boolean;
}

const inNamespace = (group: string, version: string, kind: string): InstalledKind => ({
  group,
  version,
  kind,
  isNamespaced: true,
});
const ofCluster = (group: string, version: string, kind: string): InstalledKind => ({
  group,
  version,
  kind,
  isNamespaced: false,
});

const RBAC = 'rbac.authorization.k8s.io';
const ADMISSION = 'admissionregistration.k8s.io';

export const WEBHOOK_CONFIGURATION: InstalledKind = ofCluster(ADMISSION, 'v1', 'ValidatingWebhookConfiguration');

export const ROLE_BINDING: InstalledKind = inNamespace(RBAC, 'v1', 'RoleBinding');
export const ROLE: InstalledKind = inNamespace(RBAC, 'v1', 'Role');

/**
 * What an installation consists of, webhooks aside, in the order in which it goes: first what makes more of it, then what it may do,
 * then what keeps it from doing more. Custom resources are left: with them would go the templates and constraints of users.
 */
export const INSTALLED_KINDS: readonly InstalledKind[] = [
  inNamespace('apps', 'v1', 'Deployment'),
  inNamespace('policy', 'v1', 'PodDisruptionBudget'),
  inNamespace('monitoring.coreos.com', 'v1', 'ServiceMonitor'),
  inNamespace('monitoring.coreos.com', 'v1', 'PrometheusRule'),
  inNamespace('cert-manager.io', 'v1', 'Certificate'),
  inNamespace('cert-manager.io', 'v1', 'Issuer'),
  inNamespace('', 'v1', 'Service'),
  inNamespace('networking.k8s.io', 'v1', 'NetworkPolicy'),
  inNamespace('', 'v1', 'ConfigMap'),
  inNamespace('', 'v1', 'Secret'),
  inNamespace('coordination.k8s.io', 'v1', 'Lease'),
  ROLE_BINDING,
  ROLE,
  ofCluster(RBAC, 'v1', 'ClusterRoleBinding'),
  ofCluster(RBAC, 'v1', 'ClusterRole'),
  inNamespace('', 'v1', 'ServiceAccount'),
  ofCluster(ADMISSION, 'v1', 'ValidatingAdmissionPolicyBinding'),
  ofCluster(ADMISSION, 'v1', 'ValidatingAdmissionPolicy'),
];
