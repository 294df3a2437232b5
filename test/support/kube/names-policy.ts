import type { JsonObject } from '../../../src/core/model/json.ts';

/** Where its constraints are. */
export const NAMES_PATH = '/apis/constraints.gatekeeper.sh/v1beta1/sluicenames';

/** A template that everybody can tell the effect of: its constraints refuse what is called as they are. */
export const NAMES_TEMPLATE: JsonObject = {
  apiVersion: 'templates.gatekeeper.sh/v1',
  kind: 'ConstraintTemplate',
  metadata: { name: 'sluicenames' },
  spec: {
    crd: {
      spec: {
        names: { kind: 'SluiceNames' },
        validation: { openAPIV3Schema: { type: 'object', properties: { name: { type: 'string' } } } },
      },
    },
    targets: [
      {
        target: 'admission.k8s.gatekeeper.sh',
        rego: 'package names\n\nviolation[{"msg": "not wanted"}] {\n  input.review.object.metadata.name == input.parameters.name\n}\n',
      },
    ],
  },
};

/** Refuses Pods and ConfigMaps of its own name. */
export const namesConstraint = (name: string): JsonObject => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind: 'SluiceNames',
  metadata: { name },
  spec: { match: { kinds: [{ apiGroups: [''], kinds: ['Pod', 'ConfigMap'] }] }, parameters: { name } },
});
