import { SluiceError } from '../../core/errors.ts';
import { type JsonObject, type JsonValue, isJsonObject } from '../../core/model/json.ts';

// Readers for the fields of the engine's replies. A field of another shape means that artefact and sources do not belong together.

export type Field = JsonValue | undefined;

export function toList<T>(field: Field, where: string, read: (each: Field, where: string) => T): readonly T[] {
  return Array.isArray(field) ? field.map((each: JsonValue) => read(each, where)) : unexpected(where);
}

export function toObject(field: unknown, where: string): JsonObject {
  return isJsonObject(field) ? field : unexpected(where);
}

export function toText(field: Field, where: string): string {
  return typeof field === 'string' ? field : unexpected(where);
}

export function toNumber(field: Field, where: string): number {
  return typeof field === 'number' ? field : unexpected(where);
}

export function toValue(field: Field, where: string): JsonValue {
  return field === undefined ? unexpected(where) : field;
}

export function toTexts(field: Field, where: string): readonly string[] {
  return toList(field, where, toText);
}

/** Narrows a text to one of the words that the protocol allows there. */
export function toWord<Word extends string>(field: Field, where: string, words: readonly Word[]): Word {
  return words.find((word) => word === field) ?? unexpected(where);
}

function unexpected(where: string): never {
  const fix =
    'dist/engine and the sources do not belong together: run "node scripts/build-engine.mjs" or install the package again';
  throw new SluiceError('ENGINE_FAILED', `the Rego engine's reply has no usable "${where}"; ${fix}`);
}
