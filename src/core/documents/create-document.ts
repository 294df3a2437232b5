import type { JsonValue } from '../model/json.ts';
import type { FieldPath } from '../model/location.ts';
import type { Document, PathLocation } from './document.ts';
import type { LineIndex } from './line-index.ts';

/** Finds the deepest part of a path. Called seldom, so it may read the text again. */
export type Locate = (path: FieldPath) => { readonly at: number; readonly exact: boolean };

/** A document as a reader leaves it. Offsets count in the text of the whole file. */
export interface ReadDocument {
  readonly index: number;
  readonly json: string;
  /** Offset of the first character of the value. */
  readonly start: number;
  /** Offset behind the document; blanks may precede it. */
  readonly end: number;
  readonly locate: Locate;
}

/** What is asked seldom is worked out when it is asked: the value, lines, the place of a path. */
export function createDocument(read: ReadDocument, text: string, positionOf: LineIndex): Document {
  const { index, json, start, end } = read;
  let value: JsonValue | undefined;
  return {
    index,
    json,
    get startLine(): number {
      return positionOf(start).line;
    },
    get endLine(): number {
      return positionOf(start + text.slice(start, end).trimEnd().length - 1).line;
    },
    get value(): JsonValue {
      value ??= parseJson(json);
      return value;
    },
    locate(path: FieldPath): PathLocation {
      const { at, exact } = read.locate(path);
      return { ...positionOf(at), exact };
    },
  };
}

function parseJson(json: string): JsonValue {
  return JSON.parse(json);
}
