import type { JsonObject } from '../../model/json.ts';
import { splitApiVersion } from '../../model/resource.ts';
import { identityOf } from '../../resources/to-resources.ts';
import type { Place } from './place.ts';
import { fields, type Reading, type Search } from './search.ts';
import { metadata } from './shapes/metadata.ts';
import { SHAPES } from './shapes.ts';
import { settled } from './settled.ts';

/** Reads a Kubernetes object by its kind; false when it is none. */
export function readObject(object: JsonObject, place: Place, search: Search): boolean {
  const identity = identityOf(object);
  if (identity === undefined) return false;
  const { group } = splitApiVersion(identity.apiVersion);
  const shape = SHAPES.get(`${group}/${identity.kind}`) ?? SHAPES.get(`${group}/*`) ?? anyObject;
  shape(object, place, { ...search, style: OBJECT_STYLE });
  return true;
}

const OBJECT_STYLE = { rule: 'k8s-field-secret', names: 'telling' } as const;

const anyObject: Reading = fields({ apiVersion: settled, kind: settled, metadata, status: settled });
