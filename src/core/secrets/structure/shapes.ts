import type { Reading } from './search.ts';
import { applicationSet, argoApplication } from './shapes/argo-cd.ts';
import { configMap } from './shapes/config-map.ts';
import {
  clusterExternalSecret,
  clusterPushSecret,
  externalSecret,
  generators,
  pushSecret,
  references,
  secretStore,
} from './shapes/external-secrets.ts';
import { fluxKustomization, helmRelease, rancherChart } from './shapes/flux.ts';
import { kubeconfig } from './shapes/kubeconfig.ts';
import { configMapGenerator, kustomization, secretGenerator } from './shapes/kustomization.ts';
import { definition } from './shapes/schema.ts';
import { sealedSecret } from './shapes/sealed-secret.ts';
import { secret } from './shapes/secret.ts';
import { sopsSecret } from './shapes/sops-secret.ts';

/** What is known of kinds, by `group/kind`, or `group/*` for all others of a group; the core group is empty. */
export const SHAPES: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ['/Secret', secret],
  ['/ConfigMap', configMap],
  ['/Config', kubeconfig],
  ['bitnami.com/SealedSecret', sealedSecret],
  ['isindir.github.com/SopsSecret', sopsSecret],
  ['external-secrets.io/ExternalSecret', externalSecret],
  ['external-secrets.io/ClusterExternalSecret', clusterExternalSecret],
  ['external-secrets.io/PushSecret', pushSecret],
  ['external-secrets.io/ClusterPushSecret', clusterPushSecret],
  ['external-secrets.io/SecretStore', secretStore],
  ['external-secrets.io/ClusterSecretStore', secretStore],
  ['generators.external-secrets.io/*', generators],
  ['kubernetes-client.io/ExternalSecret', references],
  ['secrets.hashicorp.com/*', references],
  ['secrets-store.csi.x-k8s.io/*', references],
  ['secrets.infisical.com/*', references],
  ['secrets.doppler.com/*', references],
  ['ricoberger.de/VaultSecret', references],
  ['onepassword.com/OnePasswordItem', references],
  ['viaduct.ai/ksops', references],
  ['kustomize.config.k8s.io/Kustomization', kustomization],
  ['kustomize.config.k8s.io/Component', kustomization],
  ['/SecretGenerator', secretGenerator],
  ['/ConfigMapGenerator', configMapGenerator],
  ['kustomize.toolkit.fluxcd.io/Kustomization', fluxKustomization],
  ['helm.toolkit.fluxcd.io/HelmRelease', helmRelease],
  ['helm.cattle.io/HelmChart', rancherChart],
  ['helm.cattle.io/HelmChartConfig', rancherChart],
  ['argoproj.io/Application', argoApplication],
  ['argoproj.io/ApplicationSet', applicationSet],
  ['apiextensions.k8s.io/CustomResourceDefinition', definition],
  ['apiextensions.crossplane.io/CompositeResourceDefinition', definition],
  ['templates.gatekeeper.sh/ConstraintTemplate', definition],
]);
