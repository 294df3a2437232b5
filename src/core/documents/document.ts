import type { JsonValue } from '../model/json.ts';
import type { FieldPath, Position } from '../model/location.ts';

/** Where a path of a document stands. `exact` is false when only a shorter prefix of the path exists in the text. */
export interface PathLocation extends Position {
  readonly exact: boolean;
}

/** One non-empty document of a file, read as the Kubernetes API server reads it. */
export interface Document {
  /** Place among the documents of its file, from 0; empty and faulty documents are counted. */
  readonly index: number;
  /** First line that holds a part of the value, from 1. */
  readonly startLine: number;
  /** Last line that is not blank, from 1. */
  readonly endLine: number;
  /** The document as compact JSON, keys in source order. Integers keep every digit, also those that a double cannot hold. */
  readonly json: string;
  /** `json` parsed on first use. Integers beyond 2^53 are rounded here and only here. */
  readonly value: JsonValue;
  /** Of an object at least its `apiVersion`, `kind` and `metadata`, for whoever needs no more: parsing all takes much longer. */
  readonly head?: JsonValue;
  /** Position of the deepest part of `path` that exists: of the key for mappings, of the item for sequences. Reads the text again. */
  locate(path: FieldPath): PathLocation;
}

/** Every reason why a text, or one document of it, is not read. */
export const FAULT_CODES = [
  'alias-limit',
  'ambiguous-separator',
  'byte-order-mark',
  'control-character',
  'depth-limit',
  'directive',
  'document-limit',
  'duplicate-key',
  'encoding',
  'merge',
  'not-json',
  'size-limit',
  'syntax',
  'tag',
  'trailing-content',
  'unknown-anchor',
  'unsupported-key',
] as const;

export type FaultCode = (typeof FAULT_CODES)[number];

/** A document that could not be read. The message repeats no value from the text, so that it never prints a secret. */
export interface DocumentFault extends Position {
  readonly code: FaultCode;
  readonly message: string;
  /** Place among the documents of the file, as `Document.index`; absent when the file as a whole is at fault. */
  readonly index?: number;
  /** The other place that takes part, such as the first of two equal keys. */
  readonly related?: Position;
}

/** Everything that one text holds. A fault in one document leaves the others in place. */
export interface ParsedFile {
  readonly documents: readonly Document[];
  readonly faults: readonly DocumentFault[];
  /** Documents without a value: nothing but comments, or null. */
  readonly empty: number;
  /** Set when comments or blank lines stand before the first `---`: no document to Kubernetes, and an empty one to conftest. */
  readonly prefaced?: boolean;
  /** The format, when it is none that Kubernetes reads: then no document is a Kubernetes object, whatever it looks like. */
  readonly format?: string;
}
