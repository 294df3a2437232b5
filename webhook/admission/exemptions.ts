import { matchesWildcard } from '../../src/core/policies/wildcard.ts';
import { metadataOf } from '../../src/core/resources/to-resources.ts';
import type { AdmissionRequest } from './admission-review.ts';

/** Which Namespaces are left alone, and why. A pattern is Gatekeeper's: `kube-*`, `*-system`, or a whole name. */
export interface ExemptionRules {
  /** `--exempt-namespace`. These may also carry the label that keeps Gatekeeper's webhook away. */
  readonly patterns: readonly string[];
  /** The Namespace that sluice runs in; absent outside of a cluster. */
  readonly ownNamespace?: string;
}

/** Why a request is not judged, in words for people; undefined when it is. */
export function exemptionOf(request: AdmissionRequest, rules: ExemptionRules): string | undefined {
  const namespace = namespaceOf(request);
  if (namespace === '') return undefined;
  if (namespace === rules.ownNamespace) return `Namespace ${namespace} is the one that sluice runs in`;
  return isExemptNamespace(namespace, rules)
    ? `Namespace ${namespace} is exempt by --exempt-namespace, so nobody has judged this`
    : undefined;
}

export const isExemptNamespace = (namespace: string, { patterns }: ExemptionRules): boolean =>
  patterns.some((pattern) => matchesWildcard(pattern, namespace));

/** Of a Namespace it is its own name: whoever is left alone in it is left alone with it. */
function namespaceOf({ kind, namespace, name, object, oldObject }: AdmissionRequest): string {
  if (kind.kind !== 'Namespace' || kind.group !== '') return namespace;
  const said = metadataOf((object ?? oldObject)?.value ?? null)['name'];
  return typeof said === 'string' && said !== '' ? said : name;
}
