import type { JsonObject } from '../model/json.ts';
import type { Policy } from '../model/policy.ts';
import { ANYTHING, toStructuralSchema } from './structural-schema.ts';

/** The Rego of a template, as the engine rewrote it. */
export interface TemplateRego {
  readonly rego: string;
  readonly libs: readonly string[];
}

export interface TemplateDocument {
  readonly document: JsonObject;
  /** What the schema of the parameters lost. */
  readonly losses: readonly string[];
}

/** The ConstraintTemplate of a policy. Its name must be its kind in lower case, or Gatekeeper refuses it. */
export function toTemplateDocument(kind: string, policy: Policy, { rego, libs }: TemplateRego): TemplateDocument {
  const { schema, losses } = parametersSchema(policy);
  const source = { version: 'v1', rego, ...(libs.length === 0 ? {} : { libs }) };
  return {
    losses,
    document: {
      apiVersion: 'templates.gatekeeper.sh/v1',
      kind: 'ConstraintTemplate',
      metadata: { name: kind.toLowerCase(), annotations: annotationsOf(policy) },
      spec: {
        crd: { spec: { names: { kind }, validation: { openAPIV3Schema: schema } } },
        targets: [{ target: 'admission.k8s.gatekeeper.sh', code: [{ engine: 'Rego', source }] }],
      },
    },
  };
}

function annotationsOf({ name, title, description, severity, fix }: Policy): JsonObject {
  return {
    'metadata.gatekeeper.sh/title': title,
    ...(description === '' ? {} : { description }),
    'sluice.dev/policy': name,
    'sluice.dev/severity': severity,
    ...(fix === undefined ? {} : { 'sluice.dev/fix': fix }),
  };
}

/** A policy without a schema takes whatever it is given. */
function parametersSchema({ schema }: Policy): ReturnType<typeof toStructuralSchema> {
  return schema === undefined ? { schema: { type: 'object', ...ANYTHING }, losses: [] } : toStructuralSchema(schema);
}
