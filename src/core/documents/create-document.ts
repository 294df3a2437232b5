import type { JsonValue } from '../model/json.ts';
import type { FieldPath } from '../model/location.ts';
import type { Document, PathLocation } from './document.ts';
import { objectHead } from './json/object-head.ts';
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

/**
 * What is asked seldom is worked out when it is asked: the value, lines, the place of a path. A class because accessors of an
 * object literal cost a microsecond to make, a sixteenth of the time that reading an average document takes.
 */
class FileDocument implements Document {
  readonly index: number;
  readonly json: string;
  readonly #read: ReadDocument;
  readonly #text: string;
  readonly #positionOf: LineIndex;
  #value: JsonValue | undefined;
  #head: JsonValue | undefined;

  constructor(read: ReadDocument, text: string, positionOf: LineIndex) {
    this.index = read.index;
    this.json = read.json;
    this.#read = read;
    this.#text = text;
    this.#positionOf = positionOf;
  }

  get startLine(): number {
    return this.#positionOf(this.#read.start).line;
  }

  get endLine(): number {
    const { start, end } = this.#read;
    return this.#positionOf(start + this.#text.slice(start, end).trimEnd().length - 1).line;
  }

  get value(): JsonValue {
    this.#value ??= parseJson(this.json);
    return this.#value;
  }

  get head(): JsonValue {
    // The readers refuse a key that is there twice.
    return this.#value ?? (this.#head ??= objectHead(this.json, true) ?? this.value);
  }

  locate(path: FieldPath): PathLocation {
    const { at, exact } = this.#read.locate(path);
    return { ...this.#positionOf(at), exact };
  }
}

export function createDocument(read: ReadDocument, text: string, positionOf: LineIndex): Document {
  return new FileDocument(read, text, positionOf);
}

function parseJson(json: string): JsonValue {
  return JSON.parse(json);
}
