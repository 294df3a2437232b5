import type { JsonValue } from '../../model/json.ts';
import type { Leaf } from './leaf.ts';
import { type Place, ROOT } from './place.ts';
import type { DocumentFinding, Reading, Search } from './search.ts';

/** Bounds on what one document may cost. What is beyond them is not searched, and said not to be. */
export interface StructureLimits {
  /** Steps from the root. Default: 200. */
  readonly maxDepth: number;
  /** Objects, lists and texts. Default: 2 million. */
  readonly maxSteps: number;
  /** Characters in all texts together. Default: 64 Mi. */
  readonly maxCharacters: number;
}

export const STRUCTURE_LIMITS: StructureLimits = {
  maxDepth: 200,
  maxSteps: 2_000_000,
  maxCharacters: 64 * 1024 * 1024,
};

/** A value that repeats what the document says elsewhere, to be searched apart. */
export interface Repetition {
  readonly value: JsonValue;
  readonly place: Place;
}

export interface Collected {
  readonly leaves: readonly Leaf[];
  readonly repetitions: readonly Repetition[];
  readonly reports: readonly DocumentFinding[];
  readonly incomplete?: string;
}

export type SearchContext = Pick<Search, 'path' | 'style' | 'isPlaceholder' | 'readFile' | 'anything' | 'sopsRule'>;

/** Walks through a document and returns its texts, in an order that depends on nothing but the value. */
export function collect(
  value: JsonValue,
  reading: Reading,
  context: SearchContext,
  limits: StructureLimits,
): Collected {
  const leaves: Leaf[] = [];
  const repetitions: Repetition[] = [];
  const reports: DocumentFinding[] = [];
  let incomplete: string | undefined;
  let steps = 0;
  let characters = 0;
  const enter = (place: Place): boolean => {
    steps += 1;
    if (place.depth > limits.maxDepth) incomplete ??= `values deeper than ${limits.maxDepth} levels were not searched`;
    else if (steps > limits.maxSteps) incomplete ??= `the document holds more than ${limits.maxSteps} values: split it`;
    else return true;
    return false;
  };
  const add = (leaf: Leaf): void => {
    characters += leaf.text.length;
    if (characters > limits.maxCharacters)
      incomplete ??= `the texts of the document are longer than ${limits.maxCharacters} characters: split it`;
    else if (enter(leaf.place)) leaves.push(leaf);
  };
  const repeat = (value: JsonValue, place: Place): void => void repetitions.push({ value, place });
  const report = (finding: DocumentFinding): void => void reports.push(finding);
  reading(value, ROOT, { ...context, add, enter, repeat, report });
  return { leaves, repetitions, reports, ...(incomplete === undefined ? {} : { incomplete }) };
}
