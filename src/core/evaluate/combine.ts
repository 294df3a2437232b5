import { compareText } from '../compare-text.ts';
import type { Document, ParsedFile } from '../documents/document.ts';
import type { FieldPath, Location } from '../model/location.ts';
import { documentInputs, holdsOneDocument } from './document-inputs.ts';
import { placeOf } from './evaluate-file.ts';
import type { Locate } from './to-results.ts';

/** What reports call the input that is made of all files. */
export const COMBINED = 'Combined';

/** One entry of a combined input. */
export interface CombinedPart {
  readonly file: string;
  readonly json: string;
  readonly document: Document;
  /** Where the entry begins in its document. */
  readonly at: FieldPath;
}

/** The entries of a combined input, by path and then as they stand in the file. Source: conftest parser.CombineConfigurations. */
export function combinedParts(
  files: readonly { readonly file: string; readonly parsed: ParsedFile }[],
): CombinedPart[] {
  return files
    .toSorted((a, b) => compareText(a.file, b.file))
    .flatMap(({ file, parsed }) =>
      parsed.documents.flatMap((document) =>
        documentInputs(document, holdsOneDocument(parsed)).map((input) => ({ ...input, file, document })),
      ),
    );
}

/** The input itself: a list of `{path, contents}`. */
export function combinedJson(parts: readonly CombinedPart[]): string {
  const entries = parts.map(({ file, json }) => `{"path":${JSON.stringify(file)},"contents":${json}}`);
  return `[${entries.join(',')}]`;
}

/**
 * Finds the place of a violation of the combined input: the one that the policy says, or the field of the entry that its path
 * leads to, or the beginning of the first file.
 */
export function combinedLocator(parts: readonly CombinedPart[]): Locate {
  const [first] = parts;
  return (violation): Location => {
    const file = first?.file ?? COMBINED;
    const known = violation?.location;
    if (known !== undefined) return { file: known.file ?? file, line: known.line, column: 1 };
    return locateField(parts, violation?.path ?? []) ?? { file, line: first?.document.startLine ?? 1, column: 1 };
  };
}

/** `[3, "contents", "spec"]` is the field `spec` of the fourth entry. */
function locateField(parts: readonly CombinedPart[], [index, member, ...field]: FieldPath): Location | undefined {
  const part = typeof index === 'number' ? parts[index] : undefined;
  if (part === undefined) return undefined;
  const path = member === 'contents' ? [...part.at, ...field] : part.at;
  return { file: part.file, ...placeOf(part.document, path) };
}
