import type { Document, ParsedFile } from '../documents/document.ts';
import type { FieldPath } from '../model/location.ts';

/** What a `document` policy gets as `input`. */
export interface DocumentInput {
  readonly json: string;
  /** Where it begins in its document. */
  readonly at: FieldPath;
}

/** True when a file holds one document and nothing else that conftest would count as one. */
export const holdsOneDocument = ({ documents, faults, empty, prefaced = false }: ParsedFile): boolean =>
  documents.length === 1 && faults.length + empty === 0 && !prefaced;

/**
 * The inputs that a document is to policies in conftest's form. A file that is one list is asked about item by item, as if the
 * items were documents; a list among other documents is one input. Source: conftest policy/engine.go (Check).
 */
export function documentInputs(document: Document, isAlone: boolean): readonly DocumentInput[] {
  const { json } = document;
  if (!isAlone || !json.startsWith('[') || !Array.isArray(document.value)) return [{ json, at: [] }];
  return document.value.flatMap((item, index) =>
    // As an empty document: null is nothing to judge.
    item === null ? [] : [{ json: JSON.stringify(item), at: [index] }],
  );
}
