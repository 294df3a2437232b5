import { isJsonObject, type JsonObject } from '../model/json.ts';
import { splitApiVersion } from '../model/resource.ts';
import type { GatekeeperSource } from './gatekeeper-source.ts';
import { preservingUnknown } from '../kubernetes-schema/structural-problems.ts';
import { objectAt } from './read-fields.ts';
import type { FieldPath } from '../model/location.ts';

/** What a template says of the parameters of its constraints. */
export interface TemplateParameters {
  /** Undefined without a schema: then no parameter is known. */
  readonly schema: JsonObject | undefined;
  /** `legacySchema`: the schema need not be structural, and lets unknown fields through. */
  readonly isLegacy: boolean;
}

const VALIDATION: FieldPath = ['spec', 'crd', 'spec', 'validation'];

/** Where the schema stands in a template. */
export const SCHEMA_PATH: FieldPath = [...VALIDATION, 'openAPIV3Schema'];

/** What is older than v1 lets unknown fields through, unless it says otherwise. */
export function templateParameters({ object, resource }: GatekeeperSource): TemplateParameters {
  const { legacySchema, openAPIV3Schema } = objectAt(object, VALIDATION);
  const { version } = splitApiVersion(resource.identity.apiVersion);
  const isLegacy = (legacySchema ?? version !== 'v1') === true;
  const declared = isJsonObject(openAPIV3Schema) ? openAPIV3Schema : undefined;
  return { schema: isLegacy ? preservingUnknown(declared ?? {}) : declared, isLegacy };
}
