import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { FieldPath } from '../model/location.ts';
import { splitApiVersion } from '../model/resource.ts';
import type { ImageUse } from './image-use.ts';
import { valuesAt, type ImagePath } from './image-path.ts';

/** Where objects of some kinds name images, besides what every pod has. */
export interface ImagePlaces {
  /** `*` is any. */
  readonly groups: readonly string[];
  readonly kinds: readonly string[];
  readonly paths: readonly ImagePath[];
}

/**
 * Every place of an object that names an image: the containers of each role and the image volumes of every pod that the object
 * describes, at whatever depth its kind has them, and the fields that are said to name some. An image of a pod in a kind that
 * nobody has heard of counts as much as that of a Deployment. What is empty or no text names none.
 */
export function findImageUses(object: JsonValue, places: readonly ImagePlaces[] = []): readonly ImageUse[] {
  if (!isJsonObject(object)) return [];
  const uses: ImageUse[] = [];
  for (const [key, value] of Object.entries(object)) if (!OUTSIDE.has(key)) collect(value, [key], uses);
  const known = new Set(uses.map(({ path }) => JSON.stringify(path)));
  for (const use of placed(object, places)) if (!known.has(JSON.stringify(use.path))) uses.push(use);
  return uses;
}

/** What the server writes, and what describes the object itself. */
const OUTSIDE: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);

const CONTAINER_ROLES: ReadonlySet<string> = new Set(['containers', 'initContainers', 'ephemeralContainers']);

function collect(value: JsonValue, path: FieldPath, uses: ImageUse[]): void {
  if (isList(value)) {
    for (const [index, item] of value.entries()) {
      if (isJsonObject(item) || isList(item)) collect(item, [...path, index], uses);
    }
  } else if (isJsonObject(value)) {
    for (const [key, field] of Object.entries(value)) {
      if (isList(field)) collectImages(key, field, [...path, key], uses);
      if (isJsonObject(field) || isList(field)) collect(field, [...path, key], uses);
    }
  }
}

function collectImages(key: string, items: readonly JsonValue[], path: FieldPath, uses: ImageUse[]): void {
  if (CONTAINER_ROLES.has(key)) collectFrom(items, path, ['image'], uses);
  else if (key === 'volumes') collectFrom(items, path, ['image', 'reference'], uses);
}

function collectFrom(items: readonly JsonValue[], path: FieldPath, field: readonly string[], uses: ImageUse[]): void {
  for (const [index, item] of items.entries()) {
    const image = field.reduce<JsonValue | undefined>((at, key) => (isJsonObject(at) ? at[key] : undefined), item);
    if (isName(image)) uses.push({ image, path: [...path, index, ...field] });
  }
}

function placed(object: JsonObject, places: readonly ImagePlaces[]): readonly ImageUse[] {
  return places
    .filter((place) => isOfKind(object, place))
    .flatMap(({ paths }) => paths.flatMap((path) => valuesAt(object, path)))
    .flatMap(({ path, value }) => (isName(value) ? [{ image: value, path }] : []));
}

function isOfKind({ apiVersion, kind }: JsonObject, { groups, kinds }: ImagePlaces): boolean {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return false;
  return names(groups, splitApiVersion(apiVersion).group) && names(kinds, kind);
}

const names = (list: readonly string[], name: string): boolean => list.includes('*') || list.includes(name);

const isName = (value: JsonValue | undefined): value is string => typeof value === 'string' && value.trim() !== '';

/** `Array.isArray` does not narrow readonly arrays. */
const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);
