import { createDocument, type Locate } from './create-document.ts';
import type { Document, DocumentFault, ParsedFile } from './document.ts';
import { locateInJson } from './json/locate-in-json.ts';
import { readJson } from './json/read-json.ts';
import { DEFAULT_LIMITS, type ParseLimits } from './limits.ts';
import { createLineIndex, type LineIndex } from './line-index.ts';
import { ReadFault } from './read-fault.ts';
import { createStretchLocator, createStretchReader } from './read-stretch.ts';
import { splitDocuments, type Stretch } from './split-documents.ts';
import type { BooleanWords } from './values/plain-scalar.ts';
import { portableUtf8, type Utf8Codec } from './utf8.ts';

export interface ParseOptions {
  /** Bounds on what a file may cost. Default: DEFAULT_LIMITS. */
  readonly limits?: ParseLimits;
  /** The host's encoder and decoder, for speed. Default: one in TypeScript. */
  readonly utf8?: Utf8Codec;
  /** Which words are booleans. Default: yaml-1.1, as Kubernetes reads manifests. */
  readonly booleans?: BooleanWords;
}

/** The reading of one file in progress. */
interface Reading {
  readonly text: string;
  readonly limits: ParseLimits;
  readonly utf8: Utf8Codec;
  readonly booleans: BooleanWords;
  readonly positionOf: LineIndex;
  readonly documents: Document[];
  readonly faults: DocumentFault[];
  empty: number;
  prefaced: boolean;
  /** Documents met so far, of any kind. */
  count: number;
}

/**
 * Reads every document of a YAML or JSON text as the Kubernetes API server would. Any text gives documents or positioned
 * faults; nothing is thrown, and a fault in one document leaves the others in place.
 */
export function parseDocuments(source: string, options: ParseOptions = {}): ParsedFile {
  const { limits = DEFAULT_LIMITS, utf8 = portableUtf8, booleans = 'yaml-1.1' } = options;
  const isTooLong = source.length > limits.maxLength;
  const text = isTooLong ? '' : normalize(source);
  const reading: Reading = {
    text,
    limits,
    utf8,
    booleans,
    positionOf: createLineIndex(text),
    documents: [],
    faults: [],
    empty: 0,
    prefaced: false,
    count: 0,
  };
  if (isTooLong) addFileFault(reading, tooLong(limits));
  else if (!readAsJson(reading)) readAsYaml(reading);
  const { documents, faults, empty, prefaced } = reading;
  return { documents, faults, empty, ...(prefaced ? { prefaced } : {}) };
}

function tooLong({ maxLength }: ParseLimits): ReadFault {
  return new ReadFault('size-limit', `the file is longer than ${maxLength} characters: split it`, 0);
}

/** Without a byte order mark, with line feeds for CR LF, and with a last line that is ended: as kubectl hands it to its parser. */
function normalize(source: string): string {
  const text = (source.charCodeAt(0) === 0xfeff ? source.slice(1) : source).replaceAll('\r\n', '\n');
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** Reads a text that is JSON throughout; false when it is not and must be read as YAML. */
function readAsJson(reading: Reading): boolean {
  const { text, limits, positionOf } = reading;
  if (!/^[ \t\n]*[{[]/.test(text)) return false;
  const json = readJson(text, limits);
  if (json === undefined) return false;
  for (const { start, end, json: compact } of json.values) {
    if (isFull(reading, start)) return true;
    const locate: Locate = (path) => locateInJson(text, start, path);
    const read = { index: reading.count++, json: compact, start, end, locate };
    reading.documents.push(createDocument(read, text, positionOf));
  }
  if (json.fault !== undefined) addFault(reading, json.fault, 0);
  return true;
}

function readAsYaml(reading: Reading): void {
  const { text, limits, utf8, booleans } = reading;
  const readStretch = createStretchReader(text, limits, utf8, booleans);
  for (const stretch of splitDocuments(text)) {
    if (isFull(reading, stretch.start)) return;
    if (stretch.opener === 'ambiguous') addFileFault(reading, ambiguousSeparator(text, stretch));
    const outcome = readStretch(stretch);
    switch (outcome.kind) {
      case 'nothing':
        addNothing(reading, stretch);
        break;
      case 'value':
        addValue(reading, stretch, outcome);
        break;
      case 'fault':
        addFault(reading, outcome.fault, stretch.start);
        break;
    }
  }
  if (reading.count === 0) reading.empty = 1;
}

function ambiguousSeparator(text: string, { start }: Stretch): ReadFault {
  const message = 'some tools cut the file at this line, for others it is content: write "---" alone';
  return new ReadFault('ambiguous-separator', message, text.lastIndexOf('\n', start - 1) + 1);
}

/** Comments before the first `---` or behind `...` are no document; behind `---` they are an empty one. */
function addNothing(reading: Reading, { opener, end }: Stretch): void {
  if (opener === 'text' && end > 0) reading.prefaced = true;
  if (opener === 'start-marker') {
    reading.empty += 1;
    reading.count += 1;
  } else if (opener === 'text' && reading.text.startsWith('...', end)) {
    addFault(reading, new ReadFault('syntax', '"..." ends a document, but none has begun: remove it', end), 0);
  }
}

function addValue(reading: Reading, stretch: Stretch, { json, start }: { json: string; start: number }): void {
  const { text, limits, documents, positionOf } = reading;
  const index = reading.count++;
  if (json === 'null') reading.empty += 1;
  else {
    const locate = createStretchLocator(text, stretch, limits);
    documents.push(createDocument({ index, json, start, end: stretch.end, locate }, text, positionOf));
  }
}

/** Refuses the rest of a file that holds too many documents, or too many faulty ones: a fault costs more than a document. */
function isFull(reading: Reading, at: number): boolean {
  const { maxDocuments, maxFaults } = reading.limits;
  const isCrowded = reading.count >= maxDocuments;
  if (!isCrowded && reading.faults.length < maxFaults) return false;
  const held = isCrowded ? `${maxDocuments} documents` : `${maxFaults} faulty documents`;
  const message = `the file holds more than ${held}, the rest was not read: split it`;
  addFileFault(reading, new ReadFault('document-limit', message, at));
  return true;
}

/** `base` is the offset in the file of the text that the reader was given. */
function addFault(reading: Reading, { code, message, at, relatedAt }: ReadFault, base: number): void {
  const { faults, positionOf } = reading;
  const related = relatedAt === undefined ? {} : { related: positionOf(base + relatedAt) };
  faults.push({ code, message, ...positionOf(base + at), index: reading.count++, ...related });
}

function addFileFault({ faults, positionOf }: Reading, { code, message, at }: ReadFault): void {
  faults.push({ code, message, ...positionOf(at) });
}
