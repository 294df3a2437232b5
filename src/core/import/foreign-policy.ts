import { splitApiVersion, type Resource } from '../model/resource.ts';

/** Why a policy of another engine is not imported; undefined for what is none. */
export function foreignPolicy({ identity }: Resource): string | undefined {
  const { group } = splitApiVersion(identity.apiVersion);
  if (group === 'kyverno.io' || group.endsWith('.kyverno.io')) {
    return 'is not imported: policies of Kyverno are patterns and CEL, and only Rego is evaluated';
  }
  if (group === 'policies.kubewarden.io') return 'is not imported: policies of Kubewarden are programs of their own';
  if (group === 'admissionregistration.k8s.io' && /^(?:Validating|Mutating)AdmissionPolicy/.test(identity.kind)) {
    return 'is not imported: it is CEL, which the API server enforces by itself';
  }
  return undefined;
}

/** A file that mentions none of these has no policy of another engine. */
export const FOREIGN_MARKS: readonly string[] = ['kyverno.io/', 'policies.kubewarden.io/', 'AdmissionPolicy'];
