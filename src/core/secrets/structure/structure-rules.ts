export type StructureRule =
  | 'k8s-secret-plaintext'
  | 'k8s-env-literal-secret'
  | 'k8s-config-secret'
  | 'k8s-field-secret'
  | 'sealed-secret-unsealed'
  | 'external-secret-literal'
  | 'kustomize-secret-literal'
  | 'helm-values-secret'
  | 'kubeconfig-credential'
  | 'sops-partially-encrypted'
  | 'sops-unsealed'
  | 'sops-rule-unencrypted'
  | 'tfstate-in-git'
  | 'terraform-secret'
  | 'service-account-key'
  | 'registry-credentials'
  | 'private-jwk'
  | 'workflow-secret'
  | 'document-secret';

/** What the structure engine calls its findings. What a rule of text found keeps the id of that rule. */
export const STRUCTURE_RULES: Readonly<Record<StructureRule, string>> = {
  'k8s-secret-plaintext': 'a value of a Secret that is not encrypted',
  'k8s-env-literal-secret': 'a secret in the environment, the command or a probe of a container',
  'k8s-config-secret': 'a secret in a ConfigMap',
  'k8s-field-secret': 'a secret in a field of another object',
  'sealed-secret-unsealed': 'a value of a SealedSecret that is not sealed',
  'external-secret-literal': 'a literal where External Secrets expects a reference',
  'kustomize-secret-literal': 'a secret that a Kustomization holds or reads from a plain file',
  'helm-values-secret': 'a secret in the values of a chart',
  'kubeconfig-credential': 'a credential for a cluster',
  'sops-partially-encrypted': 'a value that SOPS should have encrypted',
  'sops-unsealed': 'a file that only looks encrypted by SOPS',
  'sops-rule-unencrypted': 'a file that .sops.yaml wants encrypted',
  'tfstate-in-git': 'a state of Terraform',
  'terraform-secret': 'a secret in a state or plan of Terraform',
  'service-account-key': 'a key of a service account',
  'registry-credentials': 'credentials of a container registry',
  'private-jwk': 'a private JSON web key',
  'workflow-secret': 'a secret in a pipeline',
  'document-secret': 'a secret in a field of a document',
};
