/** Gatekeeper's `spec.match`: every part that is given must hold; no part selects everything. */
export interface Match {
  readonly kinds?: readonly KindSelector[];
  readonly scope?: 'Cluster' | 'Namespaced' | '*';
  /** Exact names, or `*` wildcards at the ends. */
  readonly namespaces?: readonly string[];
  readonly excludedNamespaces?: readonly string[];
  readonly labelSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly name?: string;
  /** Objects as they were sent, or those that an expansion made of them. Default: all. */
  readonly source?: ObjectSource | 'All';
}

/** Where an object under review comes from: it was sent, or an expansion made it of one that was sent. */
export type ObjectSource = 'Original' | 'Generated';

export interface KindSelector {
  readonly apiGroups?: readonly string[];
  readonly kinds?: readonly string[];
}

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelRequirement[];
}

export interface LabelRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}
