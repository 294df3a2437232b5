import type { JsonObject } from '../../src/core/model/json.ts';

export interface TemplateOptions {
  readonly rego?: string;
  readonly libs?: readonly string[];
  /** The one parameter that its constraints may have. */
  readonly parameter?: string;
  readonly generation?: number;
}

export interface ConstraintOptions {
  readonly name?: string;
  readonly parameters?: JsonObject;
  readonly generation?: number;
}

/** Refuses objects that are called as the parameter says. */
const NAMED = `package named

violation[{"msg": msg}] {
  input.review.object.metadata.name == input.parameters[_]
  msg := sprintf("%v is not wanted", [input.review.object.metadata.name])
}
`;

/** A ConstraintTemplate as the API server gives it. */
export const templateOf = (
  kind: string,
  { rego = NAMED, libs = [], parameter = 'name', generation = 1 }: TemplateOptions = {},
): JsonObject => ({
  apiVersion: 'templates.gatekeeper.sh/v1',
  kind: 'ConstraintTemplate',
  metadata: { name: kind.toLowerCase(), uid: `template ${kind}`, generation },
  spec: {
    crd: {
      spec: {
        names: { kind },
        validation: { openAPIV3Schema: { type: 'object', properties: { [parameter]: { type: 'string' } } } },
      },
    },
    targets: [{ target: 'admission.k8s.gatekeeper.sh', rego, ...(libs.length === 0 ? {} : { libs }) }],
  },
});

/** A constraint about Pods called `web`. */
export const constraintOf = (
  kind: string,
  { name = 'one', parameters = { name: 'web' }, generation = 1 }: ConstraintOptions = {},
): JsonObject => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind,
  metadata: { name, uid: `constraint ${kind} ${name}`, generation },
  spec: { match: { kinds: [{ apiGroups: [''], kinds: ['Pod'] }] }, parameters },
});
