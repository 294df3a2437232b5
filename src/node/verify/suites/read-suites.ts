import { linesOf } from '../../../core/documents/lines-of.ts';
import path from 'node:path';
import type { Document, DocumentFault } from '../../../core/documents/document.ts';
import type { FieldPath } from '../../../core/model/location.ts';
import { isSuite, readSuite, type SuiteRemark, type WrittenScalar } from '../../../core/suites/read-suite.ts';
import type { Suite } from '../../../core/suites/suite.ts';
import type { FoundFile } from '../../files/walk-files.ts';
import type { PolicyFault } from '../../policies/compile-policy-set.ts';
import { toSuiteFile } from './suite-files.ts';

/** A suite in order, with the places of its parts. */
export interface ReadSuiteFile {
  readonly path: string;
  /** Absolute: what the suite's paths start from. */
  readonly folder: string;
  readonly suite: Suite;
  /** The line of a part, from 1. It is looked for each time. */
  lineOf(at: FieldPath): number;
}

export interface ReadSuites {
  readonly suites: readonly ReadSuiteFile[];
  /** Files that are suites and cannot be run: what they test is not tested. */
  readonly faults: readonly PolicyFault[];
  readonly warnings: readonly string[];
}

/** A file that mentions the API group of suites, with its content. */
export interface SuiteCandidate {
  readonly file: FoundFile;
  readonly bytes: Uint8Array;
}

const SUITE_GROUP = 'test.gatekeeper.sh';

/** Whether a file may hold a suite: no other is parsed. */
export const mentionsSuite = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(SUITE_GROUP);

/** Reads the suites among the candidates. */
export function readSuites(candidates: readonly SuiteCandidate[]): ReadSuites {
  const read = candidates.map(readCandidate);
  return {
    suites: read.flatMap(({ suites }) => suites),
    faults: read.flatMap(({ faults }) => faults),
    warnings: read.flatMap(({ warnings }) => warnings),
  };
}

const NONE: ReadSuites = { suites: [], faults: [], warnings: [] };

function readCandidate({ file, bytes }: SuiteCandidate): ReadSuites {
  const { text, documents, faults } = toSuiteFile(file.path, bytes);
  const [fault] = faults;
  // A file that cannot be read whole may hold a suite in the part that is lost.
  if (fault !== undefined) return LOOKS_LIKE_SUITE.test(text) ? { ...NONE, faults: [unreadable(file, fault)] } : NONE;
  const suites = documents.filter(({ value }) => isSuite(value));
  const [first, second] = suites;
  if (first === undefined) return NONE;
  if (first.index > 0) return { ...NONE, faults: [misplaced(file, first)] };
  return second === undefined ? readOne(file, text, first) : { ...NONE, faults: [misplaced(file, second)] };
}

const LOOKS_LIKE_SUITE = /^apiVersion:\s*["']?test\.gatekeeper\.sh\//m;

const unreadable = ({ path: file }: FoundFile, { line, column, message }: DocumentFault): PolicyFault => ({
  code: 'INPUT_INVALID',
  file,
  line,
  column,
  message,
});

/** gator reads the first document of a file and nothing behind it. */
const misplaced = ({ path: file }: FoundFile, document: Document): PolicyFault => ({
  code: 'INPUT_INVALID',
  file,
  line: document.startLine,
  column: 1,
  message: 'a suite must be the first document of its file and the only suite in it; move it into a file of its own',
});

function readOne({ path: shown, absolute }: FoundFile, text: string, document: Document): ReadSuites {
  const { suite, problems, warnings } = readSuite(document.value, createWrittenScalar(text, document));
  const place = ({ path: at }: SuiteRemark): Pick<PolicyFault, 'file' | 'line' | 'column'> => {
    const { line, column } = document.locate(at);
    return { file: shown, line, column };
  };
  const remarks = warnings.map((one) => `${shown}:${place(one).line}: ${one.message}`);
  if (problems.length > 0) {
    const faults = problems.map((one) => ({ ...place(one), code: 'INPUT_INVALID' as const, message: one.message }));
    return { suites: [], faults, warnings: remarks };
  }
  const lineOf = (at: FieldPath): number => document.locate(at).line;
  return { suites: [{ path: shown, folder: path.dirname(absolute), suite, lineOf }], faults: [], warnings: remarks };
}

/** Finding a place means reading the text again, so it is done only where a word stands that is neither yes nor no. */
function createWrittenScalar(text: string, document: Document): WrittenScalar {
  if (!/violations["']?\s*:\s*(?!yes\b|no\b)[A-Za-z]/i.test(text)) return () => undefined;
  const lines = linesOf(text);
  return (at) => {
    const { line, column } = document.locate(at);
    return BARE_SCALAR.exec(lines[line - 1]?.slice(column - 1) ?? '')?.[1];
  };
}

/** The plain word behind a key, on the line of the key. */
const BARE_SCALAR = /^(?:"[^"]*"|'[^']*'|[^\s:]+)\s*:\s+([A-Za-z]+)(?=$|[\s,}\]#])/;
