import { compareText } from '../../compare-text.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Leaf } from './leaf.ts';
import { type Place, stepInto } from './place.ts';
import type { SopsRule } from './sops/sops-rules.ts';
import type { SopsScope } from './sops/sops-scope.ts';
import type { Confidence } from '../rule.ts';
import type { StructureRule } from './structure-rules.ts';

/** How fields of which nothing particular is known are judged. */
export interface Style {
  /** What a finding is called that rests on the name of a field alone. */
  readonly rule: StructureRule;
  /** `silent`: names say nothing here (a schema, labels), so only the rules of text count. */
  readonly names: 'telling' | 'silent';
}

/** One walk through a document. Readings hand their leaves to it; views of it differ in style and in what SOPS must have encrypted. */
export interface Search {
  /** Of the file, from the root of the run; empty for an object that comes from no file. */
  readonly path: string;
  readonly style: Style;
  readonly sops?: SopsScope;
  /** How SOPS would encrypt the file; absent where no rule is about it. */
  readonly sopsRule?: SopsRule;
  /** Other texts that already count as references: users' placeholders. */
  readonly isPlaceholder: (value: string) => boolean;
  readonly readFile: (path: string) => string | undefined;
  /** Takes a leaf. Ciphertext and references are the caller's to leave out. */
  readonly add: (leaf: Leaf) => void;
  /** Tells of a document as a whole. */
  readonly report: (finding: DocumentFinding) => void;
  /** Reads a value of which nothing particular is known. */
  readonly anything: Reading;
  /** An object that repeats another: what is found in both is found once. */
  readonly repeat: (value: JsonValue, place: Place) => void;
  /** Counts a step; false when the document is deeper or larger than what is searched. */
  readonly enter: (place: Place) => boolean;
}

/** Something is wrong with a document as a whole; `subject` names it, for the fingerprint. */
export interface DocumentFinding {
  readonly rule: StructureRule;
  readonly confidence: Confidence;
  readonly place: Place;
  readonly subject: string;
}

/** Judges a value, and everything in it, by what it means where it stands. */
export type Reading = (value: JsonValue, place: Place, search: Search) => void;

/** Holds no secret, and is not searched: ciphertext, or what the server writes. */
export const nothing: Reading = () => {};

/** Reads an object field by field, in one order whatever the document's. */
export function fields(known: Readonly<Record<string, Reading>>, rest: Reading = anything): Reading {
  return (value, place, search) => {
    if (!isJsonObject(value)) return anything(value, place, search);
    if (!search.enter(place)) return;
    for (const key of sortedKeys(value)) {
      const reading = Object.hasOwn(known, key) ? known[key] : undefined;
      (reading ?? rest)(value[key] ?? null, stepInto(place, key), search);
    }
  };
}

/** Reads every element of a list or object alike. */
export function each(reading: Reading): Reading {
  return (value, place, search) => {
    if (!search.enter(place)) return;
    if (Array.isArray(value)) value.forEach((item: JsonValue, at) => reading(item, stepInto(place, at), search));
    else if (isJsonObject(value)) {
      for (const key of sortedKeys(value)) reading(value[key] ?? null, stepInto(place, key), search);
    } else search.anything(value, place, search);
  };
}

export const anything: Reading = (value, place, search) => search.anything(value, place, search);

/** Reads with another style. */
export const inStyle =
  (style: Style, reading: Reading): Reading =>
  (value, place, search) =>
    reading(value, place, { ...search, style });

export const sortedKeys = (object: JsonObject): readonly string[] => Object.keys(object).sort(compareText);
