import type { Document, ParsedFile, PathLocation } from '../../core/documents/document.ts';
import type { JsonValue } from '../../core/model/json.ts';
import type { FieldPath } from '../../core/model/location.ts';
import { parseFile } from '../documents/parse-file.ts';
import { isForeign, type ForeignFormat, type Format } from './format.ts';
import { formatsReader, type FormatFault } from './formats-reader.ts';

/**
 * Reads the documents in a file of any format, as conftest does; an array at the root is several documents. YAML and JSON are
 * read as manifests are. What cannot be read is a fault, never a throw.
 */
export function parseFormat(format: Format, bytes: Uint8Array): ParsedFile {
  return isForeign(format) ? parseForeign(format, bytes) : parseFile(bytes);
}

function parseForeign(format: ForeignFormat, bytes: Uint8Array): ParsedFile {
  if (format === 'textproto') return faulty(format, NEEDS_SCHEMAS);
  const read = formatsReader().read(format, bytes, true);
  if (read.kind === 'fault') return faulty(format, read.fault);
  const endLine = lineCount(bytes);
  const documents = read.documents.map((json, index) => new WholeFile(index, json, endLine));
  const held = documents.filter(({ json }) => json !== 'null');
  return { documents: held, faults: [], empty: documents.length - held.length, format };
}

const NEEDS_SCHEMAS: FormatFault = {
  code: 'syntax',
  reason: 'is read by the .proto files of its messages, which sluice does not take; leave it out with --ignore',
  line: 1,
  column: 1,
};

function faulty(format: ForeignFormat, { code, reason, line, column }: FormatFault): ParsedFile {
  return { documents: [], faults: [{ code, message: `as ${format}: ${reason}`, line, column }], empty: 0, format };
}

function lineCount(bytes: Uint8Array): number {
  let lines = bytes.at(-1) === LINE_FEED ? 0 : 1;
  for (const byte of bytes) if (byte === LINE_FEED) lines += 1;
  return Math.max(lines, 1);
}

const LINE_FEED = 0x0a;

/** A document of a parser that keeps no positions: every part of it is in the file. */
class WholeFile implements Document {
  readonly index: number;
  readonly json: string;
  readonly startLine = 1;
  readonly endLine: number;
  #value: JsonValue | undefined;

  constructor(index: number, json: string, endLine: number) {
    this.index = index;
    this.json = json;
    this.endLine = endLine;
  }

  get value(): JsonValue {
    this.#value ??= parseJson(this.json);
    return this.#value;
  }

  locate(path: FieldPath): PathLocation {
    return { line: 1, column: 1, exact: path.length === 0 };
  }
}

function parseJson(json: string): JsonValue {
  return JSON.parse(json);
}
