import { ReadFault } from '../read-fault.ts';
import { breakLength, codeAt, isBreak } from './characters.ts';
import { createToken, type KeyCandidate, type Token, type TokenType } from './token.ts';

/**
 * Cuts one document into tokens by the rules of libyaml, which Kubernetes inherits: a key is recognised when its `:` is seen,
 * so `key` and `block-mapping` tokens are put in front of tokens that wait in the queue. The text holds no document markers.
 */
export interface Scanner {
  readonly text: string;
  at: number;
  line: number;
  lineStart: number;
  /** Column of the innermost open block collection, -1 outside of all. */
  indent: number;
  readonly outerIndents: number[];
  keyAllowed: boolean;
  /** One slot for the block context and one for each open flow collection. */
  readonly candidates: (KeyCandidate | undefined)[];
  queue: Token[];
  head: number;
  /** Tokens already handed out. */
  taken: number;
}

/** The longest stretch between the start of an implicit key and its `:`, in characters. */
const LONGEST_KEY = 1024;

/** `afterMarker` says that the text stands behind a `---` on the same line. */
export function createScanner(text: string, afterMarker: boolean): Scanner {
  return {
    text,
    at: 0,
    line: 0,
    lineStart: afterMarker ? -3 : 0,
    indent: -1,
    outerIndents: [],
    keyAllowed: !afterMarker,
    candidates: [undefined],
    queue: [],
    head: 0,
    taken: 0,
  };
}

export function startLine(scanner: Scanner): void {
  scanner.line += 1;
  scanner.lineStart = scanner.at;
}

/** Moves behind a scalar, counting the lines in it. */
export function moveTo(scanner: Scanner, end: number): void {
  const { text } = scanner;
  while (scanner.at < end) {
    if (isBreak(text.charCodeAt(scanner.at))) {
      scanner.at += breakLength(text, scanner.at);
      startLine(scanner);
    } else scanner.at += 1;
  }
}

export function push(scanner: Scanner, token: Token): void {
  scanner.queue.push(token);
}

export function pushPunctuation(scanner: Scanner, type: TokenType, length: number): void {
  push(scanner, createToken(type, scanner.at));
  scanner.at += length;
}

/** Notes that the token about to be scanned may be a key. */
export function noteCandidate(scanner: Scanner): KeyCandidate | undefined {
  if (!scanner.keyAllowed) return undefined;
  const column = scanner.at - scanner.lineStart;
  dropCandidate(scanner);
  const candidate: KeyCandidate = {
    possible: true,
    required: scanner.candidates.length === 1 && scanner.indent === column,
    tokenNumber: scanner.taken + scanner.queue.length - scanner.head,
    at: scanner.at,
    line: scanner.line,
    column,
    counted: 0,
    countedTo: scanner.at,
  };
  scanner.candidates[scanner.candidates.length - 1] = candidate;
  return candidate;
}

export function dropCandidate(scanner: Scanner): void {
  const candidate = scanner.candidates.at(-1);
  if (candidate?.possible !== true) return;
  if (candidate.required) throw missingColon(candidate);
  candidate.possible = false;
}

/** False once the line has ended or the key has become too long. */
export function isAlive(scanner: Scanner, candidate: KeyCandidate): boolean {
  if (!candidate.possible) return false;
  if (candidate.line === scanner.line && !isTooLong(scanner, candidate)) return true;
  if (candidate.required) throw missingColon(candidate);
  candidate.possible = false;
  return false;
}

function isTooLong(scanner: Scanner, candidate: KeyCandidate): boolean {
  const units = scanner.at - candidate.at;
  // A character has one code unit or two: in between, they must be counted.
  if (units <= LONGEST_KEY || units > 2 * LONGEST_KEY) return units > LONGEST_KEY;
  for (; candidate.countedTo < scanner.at; candidate.countedTo++) {
    const code = codeAt(scanner.text, candidate.countedTo);
    if (code < 0xdc00 || code > 0xdfff) candidate.counted += 1;
  }
  return candidate.counted > LONGEST_KEY;
}

function missingColon(candidate: KeyCandidate): ReadFault {
  return new ReadFault(
    'syntax',
    'a key needs a ":" and a space behind it on the same line, or this line needs more indentation',
    candidate.at,
  );
}

export function openBlock(
  scanner: Scanner,
  column: number,
  type: 'block-mapping' | 'block-sequence',
  at: number,
  index: number,
): void {
  if (scanner.candidates.length > 1 || scanner.indent >= column) return;
  scanner.outerIndents.push(scanner.indent);
  scanner.indent = column;
  scanner.queue.splice(index, 0, createToken(type, at));
}

export function closeBlocks(scanner: Scanner, column: number): void {
  if (scanner.candidates.length > 1) return;
  while (scanner.indent > column) {
    pushPunctuation(scanner, 'block-end', 0);
    scanner.indent = scanner.outerIndents.pop() ?? -1;
  }
}
