import type { Document } from '../documents/document.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { FieldPath, Location } from '../model/location.ts';
import { splitApiVersion, type Resource } from '../model/resource.ts';
import { toResources } from '../resources/to-resources.ts';

/** A Gatekeeper object with the place that it came from. */
export interface GatekeeperSource {
  readonly file: string;
  readonly resource: Resource;
  readonly object: JsonObject;
  readonly locate: (path: FieldPath) => Location;
}

/** Something in a Gatekeeper object that keeps it from being enforced as it is written. */
export interface GatekeeperProblem extends Location {
  readonly message: string;
}

/** What Gatekeeper's kinds mean to a policy set. `mutation` and `provider` are known and not acted on. */
export type GatekeeperRole =
  'template' | 'constraint' | 'config' | 'sync-set' | 'expansion' | 'suite' | 'mutation' | 'provider';

const ROLES: Readonly<Record<string, GatekeeperRole>> = {
  'templates.gatekeeper.sh/ConstraintTemplate': 'template',
  'config.gatekeeper.sh/Config': 'config',
  'syncset.gatekeeper.sh/SyncSet': 'sync-set',
  'expansion.gatekeeper.sh/ExpansionTemplate': 'expansion',
  'test.gatekeeper.sh/Suite': 'suite',
  'externaldata.gatekeeper.sh/Provider': 'provider',
};

/** What an object is to Gatekeeper; undefined for every other object. */
export function gatekeeperRole({ identity }: Resource): GatekeeperRole | undefined {
  const { group } = splitApiVersion(identity.apiVersion);
  if (group === 'constraints.gatekeeper.sh') return 'constraint';
  if (group === 'mutations.gatekeeper.sh') return 'mutation';
  return ROLES[`${group}/${identity.kind}`];
}

/** The Gatekeeper objects of a file, those in a List included. */
export function gatekeeperSources(file: string, documents: readonly Document[]): readonly GatekeeperSource[] {
  return documents.flatMap((document) =>
    toResources(document)
      .filter((resource) => gatekeeperRole(resource) !== undefined)
      .flatMap((resource) => toSource(file, document, resource)),
  );
}

function toSource(file: string, document: Document, resource: Resource): readonly GatekeeperSource[] {
  const { object, pathInDocument } = resource;
  if (!isJsonObject(object)) return [];
  const locate = (path: FieldPath): Location => {
    const { line, column } = document.locate([...pathInDocument, ...path]);
    return { file, line, column };
  };
  return [{ file, resource, object, locate }];
}
