import type { JsonObject } from '../../src/core/model/json.ts';

/** A ConstraintTemplate as somebody writes it: the kind of its constraints, what it says, and the parameters that they may have. */
export const constraintTemplate = (kind: string, rego: string, parameters?: JsonObject): JsonObject => ({
  apiVersion: 'templates.gatekeeper.sh/v1',
  kind: 'ConstraintTemplate',
  metadata: { name: kind.toLowerCase() },
  spec: {
    crd: {
      spec: {
        names: { kind },
        ...(parameters && { validation: { openAPIV3Schema: { type: 'object', properties: parameters } } }),
      },
    },
    targets: [{ target: 'admission.k8s.gatekeeper.sh', rego }],
  },
});
