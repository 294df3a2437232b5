import type { ApiResource } from '../kubernetes/kube-client.ts';

/** What says what policies are, constraints aside. */
export type GatekeeperKind = 'templates' | 'config' | 'syncSets' | 'expansions';

/** Where the objects of these kinds are. */
export const GATEKEEPER_KINDS: Readonly<Record<GatekeeperKind, ApiResource>> = {
  templates: {
    group: 'templates.gatekeeper.sh',
    version: 'v1',
    kind: 'ConstraintTemplate',
    plural: 'constrainttemplates',
    isNamespaced: false,
  },
  config: { group: 'config.gatekeeper.sh', version: 'v1alpha1', kind: 'Config', plural: 'configs', isNamespaced: true },
  syncSets: {
    group: 'syncset.gatekeeper.sh',
    version: 'v1alpha1',
    kind: 'SyncSet',
    plural: 'syncsets',
    isNamespaced: false,
  },
  expansions: {
    group: 'expansion.gatekeeper.sh',
    version: 'v1beta1',
    kind: 'ExpansionTemplate',
    plural: 'expansiontemplate',
    isNamespaced: false,
  },
};

export const NAMESPACES: ApiResource = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  isNamespaced: false,
};
