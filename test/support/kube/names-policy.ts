import type { JsonObject } from '../../../src/core/model/json.ts';
import { constraintTemplate } from '../constraint-template.ts';

/** Where its constraints are. */
export const NAMES_PATH = '/apis/constraints.gatekeeper.sh/v1beta1/sluicenames';

/** A template that everybody can tell the effect of: its constraints refuse what is called as they are. */
export const NAMES_TEMPLATE: JsonObject = constraintTemplate(
  'SluiceNames',
  'package names\n\nviolation[{"msg": "not wanted"}] {\n  input.review.object.metadata.name == input.parameters.name\n}\n',
  { name: { type: 'string' } },
);

/** Refuses Pods and ConfigMaps of its own name. */
export const namesConstraint = (name: string): JsonObject => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind: 'SluiceNames',
  metadata: { name },
  spec: { match: { kinds: [{ apiGroups: [''], kinds: ['Pod', 'ConfigMap'] }] }, parameters: { name } },
});
