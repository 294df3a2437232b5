import type { JsonObject } from '../../model/json.ts';

/** A version of a custom resource. */
export interface CrdVersion {
  readonly name: string;
  readonly schema: JsonObject;
  /** Objects are kept in this version. */
  readonly isStored?: boolean;
  /** Default: served. */
  readonly isServed?: boolean;
  readonly printerColumns?: readonly JsonObject[];
}

export interface CrdShape {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly scope: 'Cluster' | 'Namespaced';
  readonly versions: readonly CrdVersion[];
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  /** Labels, annotations and owners, besides the name. */
  readonly metadata?: JsonObject;
}

/** A CustomResourceDefinition of `apiextensions.k8s.io/v1`, each version with a `status` of its own. */
export function toCrd(shape: CrdShape): JsonObject {
  const { group, kind, plural, scope, versions, shortNames = [], categories = [], metadata = {} } = shape;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { ...metadata, name: `${plural}.${group}` },
    spec: {
      group,
      scope,
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: kind.toLowerCase(),
        ...(shortNames.length === 0 ? {} : { shortNames }),
        ...(categories.length === 0 ? {} : { categories }),
      },
      versions: versions.map(toVersion),
    },
  };
}

const toVersion = ({ name, schema, isStored, isServed, printerColumns }: CrdVersion): JsonObject => ({
  name,
  served: isServed ?? true,
  storage: isStored ?? false,
  schema: { openAPIV3Schema: schema },
  subresources: { status: {} },
  ...(printerColumns === undefined ? {} : { additionalPrinterColumns: printerColumns }),
});
