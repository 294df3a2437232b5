import { isJsonObject, type JsonValue } from '../model/json.ts';
import type { FieldPath } from '../model/location.ts';

/** A way to fields: names, and `*` for each item of a list or each field of an object. */
export type ImagePath = readonly ImagePathStep[];

export type ImagePathStep = { readonly kind: 'field'; readonly name: string } | { readonly kind: 'each' };

/** A step: `name`, `["odd.name"]` or `[*]`. */
const STEP = /\.?([A-Za-z0-9_-]+)|\[\*\]|\["((?:[^"\\]|\\.)+)"\]/y;

/** Reads `spec.steps[*].image`. Undefined when the text is no such way. */
export function parseImagePath(text: string): ImagePath | undefined {
  const steps: ImagePathStep[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const at = STEP.lastIndex;
    const match = STEP.exec(text);
    // A dot stands between two names, so none may begin the text and one must follow a name.
    if (match === null || (match[1] !== undefined && match[0].startsWith('.') !== at > 0)) return undefined;
    steps.push(toStep(match));
  }
  return steps.length === 0 ? undefined : steps;
}

function toStep([, name, quoted]: RegExpExecArray): ImagePathStep {
  if (name !== undefined) return { kind: 'field', name };
  return quoted === undefined ? { kind: 'each' } : { kind: 'field', name: quoted.replaceAll(/\\(.)/g, '$1') };
}

interface PlacedValue {
  readonly path: FieldPath;
  readonly value: JsonValue;
}

/** Every value at the end of the way. */
export function valuesAt(root: JsonValue, path: ImagePath): readonly PlacedValue[] {
  let values: readonly PlacedValue[] = [{ path: [], value: root }];
  for (const step of path) values = values.flatMap((one) => stepFrom(one, step));
  return values;
}

function stepFrom({ path, value }: PlacedValue, step: ImagePathStep): readonly PlacedValue[] {
  switch (step.kind) {
    case 'field': {
      const next = isJsonObject(value) && Object.hasOwn(value, step.name) ? value[step.name] : undefined;
      return next === undefined ? [] : [{ path: [...path, step.name], value: next }];
    }
    case 'each':
      if (Array.isArray(value)) return value.map((item, index) => ({ path: [...path, index], value: item }));
      return isJsonObject(value)
        ? Object.entries(value).map(([key, field]) => ({ path: [...path, key], value: field }))
        : [];
  }
}
