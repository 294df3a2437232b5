import { ReadFault } from '../read-fault.ts';
import { readBlockScalar } from './block-text.ts';
import { breakLength, codeAt, END, isBlankOrEnd, isBreak, isBreakOrEnd, isWord } from './characters.ts';
import { readPlain } from './plain-text.ts';
import { readDoubleQuoted, readSingleQuoted } from './quoted-text.ts';
import {
  closeBlocks,
  dropCandidate,
  isAlive,
  moveTo,
  noteCandidate,
  openBlock,
  push,
  pushPunctuation,
  type Scanner,
  startLine,
} from './scanner.ts';
import { readTag } from './tag.ts';
import { createTagToken, createToken, type Token } from './token.ts';

/** The next token, which stays in the queue. */
export function peekToken(scanner: Scanner): Token {
  for (;;) {
    const token = scanner.queue[scanner.head];
    if (token !== undefined && !(token.candidate !== undefined && isAlive(scanner, token.candidate))) return token;
    fetchToken(scanner);
  }
}

/** Takes the token that `peekToken` returned. */
export function skipToken(scanner: Scanner): void {
  scanner.taken += 1;
  scanner.head += 1;
  if (scanner.head === scanner.queue.length) {
    scanner.queue = [];
    scanner.head = 0;
  }
}

function fetchToken(scanner: Scanner): void {
  skipSpace(scanner);
  closeBlocks(scanner, scanner.at - scanner.lineStart);
  const code = codeAt(scanner.text, scanner.at);
  switch (code) {
    case END:
      return fetchEnd(scanner);
    case 0x5b:
      return openFlow(scanner, 'flow-sequence');
    case 0x7b:
      return openFlow(scanner, 'flow-mapping');
    case 0x5d:
      return closeFlow(scanner, 'flow-sequence-end');
    case 0x7d:
      return closeFlow(scanner, 'flow-mapping-end');
    case 0x2c:
      dropCandidate(scanner);
      scanner.keyAllowed = true;
      return pushPunctuation(scanner, 'flow-entry', 1);
    case 0x26:
      return fetchName(scanner, 'anchor');
    case 0x2a:
      return fetchName(scanner, 'alias');
    case 0x21:
      return fetchTag(scanner);
    case 0x27:
    case 0x22:
      return fetchQuoted(scanner, code);
    default:
      return fetchByContext(scanner, code);
  }
}

/** Tokens whose first character means something else in other places. */
function fetchByContext(scanner: Scanner, code: number): void {
  const inFlow = scanner.candidates.length > 1;
  const blankFollows = isBlankOrEnd(codeAt(scanner.text, scanner.at + 1));
  if (code === 0x2d && blankFollows) return fetchEntry(scanner, inFlow);
  if (code === 0x3f && (inFlow || blankFollows)) return fetchKey(scanner, inFlow);
  if (code === 0x3a && (inFlow || blankFollows)) return fetchValue(scanner, inFlow);
  if ((code === 0x7c || code === 0x3e) && !inFlow) return fetchBlockScalar(scanner);
  if (code === 0x25 && scanner.at === scanner.lineStart) {
    throw new ReadFault(
      'directive',
      'a line that begins with % is a YAML directive, which Kubernetes tools cannot read: remove it',
      scanner.at,
    );
  }
  if (code === 0x09)
    throw new ReadFault('syntax', 'a tab stands where only spaces may indent: replace it by spaces', scanner.at);
  if (code === 0x25 || code === 0x40 || code === 0x60 || code === 0x7c || code === 0x3e) {
    throw new ReadFault(
      'syntax',
      `text cannot begin with ${String.fromCharCode(code)} here: put quotes around it`,
      scanner.at,
    );
  }
  fetchPlain(scanner, inFlow);
}

function skipSpace(scanner: Scanner): void {
  const { text } = scanner;
  for (;;) {
    let code = codeAt(text, scanner.at);
    while (code === 0x20 || (code === 0x09 && (scanner.candidates.length > 1 || !scanner.keyAllowed))) {
      code = codeAt(text, ++scanner.at);
    }
    if (code === 0x23) {
      while (!isBreakOrEnd(code)) code = codeAt(text, ++scanner.at);
    }
    if (!isBreak(code)) return;
    scanner.at += breakLength(text, scanner.at);
    startLine(scanner);
    if (scanner.candidates.length === 1) scanner.keyAllowed = true;
  }
}

function fetchEnd(scanner: Scanner): void {
  // The end closes the last line even when it has no line break, so a key on it can no longer be completed.
  if (scanner.at !== scanner.lineStart) startLine(scanner);
  closeBlocks(scanner, -1);
  dropCandidate(scanner);
  scanner.keyAllowed = false;
  pushPunctuation(scanner, 'end', 0);
}

function fetchEntry(scanner: Scanner, inFlow: boolean): void {
  if (!inFlow) {
    if (!scanner.keyAllowed)
      throw new ReadFault('syntax', 'a "- " item cannot begin here: put it on a line of its own', scanner.at);
    openBlock(scanner, scanner.at - scanner.lineStart, 'block-sequence', scanner.at, scanner.queue.length);
  }
  dropCandidate(scanner);
  scanner.keyAllowed = true;
  pushPunctuation(scanner, 'block-entry', 1);
}

function fetchKey(scanner: Scanner, inFlow: boolean): void {
  if (!inFlow) {
    if (!scanner.keyAllowed)
      throw new ReadFault('syntax', 'a "? " key cannot begin here: put it on a line of its own', scanner.at);
    openBlock(scanner, scanner.at - scanner.lineStart, 'block-mapping', scanner.at, scanner.queue.length);
  }
  dropCandidate(scanner);
  scanner.keyAllowed = !inFlow;
  pushPunctuation(scanner, 'key', 1);
}

function fetchValue(scanner: Scanner, inFlow: boolean): void {
  const candidate = scanner.candidates.at(-1);
  if (candidate !== undefined && isAlive(scanner, candidate)) {
    const index = scanner.head + candidate.tokenNumber - scanner.taken;
    scanner.queue.splice(index, 0, createToken('key', candidate.at));
    openBlock(scanner, candidate.column, 'block-mapping', candidate.at, index);
    candidate.possible = false;
    scanner.keyAllowed = false;
  } else {
    if (!inFlow) {
      if (!scanner.keyAllowed) throw misplacedColon(scanner.at);
      openBlock(scanner, scanner.at - scanner.lineStart, 'block-mapping', scanner.at, scanner.queue.length);
    }
    scanner.keyAllowed = !inFlow;
  }
  pushPunctuation(scanner, 'value', 1);
}

function misplacedColon(at: number): ReadFault {
  return new ReadFault(
    'syntax',
    'a ": " cannot stand here: quote the text that holds it, or correct the indentation',
    at,
  );
}

// Flow structure -----------------------------------------------------------------------------------------------------

function openFlow(scanner: Scanner, type: 'flow-sequence' | 'flow-mapping'): void {
  const candidate = noteCandidate(scanner);
  scanner.candidates.push(undefined);
  scanner.keyAllowed = true;
  push(scanner, createToken(type, scanner.at, candidate));
  scanner.at += 1;
}

function closeFlow(scanner: Scanner, type: 'flow-sequence-end' | 'flow-mapping-end'): void {
  dropCandidate(scanner);
  if (scanner.candidates.length > 1) scanner.candidates.pop();
  scanner.keyAllowed = false;
  pushPunctuation(scanner, type, 1);
}

// Scalars and properties ---------------------------------------------------------------------------------------------

function fetchQuoted(scanner: Scanner, quote: number): void {
  const { at, text } = scanner;
  const candidate = noteCandidate(scanner);
  scanner.keyAllowed = false;
  const scalar = quote === 0x27 ? readSingleQuoted(text, at) : readDoubleQuoted(text, at);
  moveTo(scanner, scalar.end);
  push(scanner, createToken('scalar', at, candidate, scalar.value));
}

function fetchPlain(scanner: Scanner, inFlow: boolean): void {
  const { at, text } = scanner;
  const candidate = noteCandidate(scanner);
  const scalar = readPlain(text, at, scanner.lineStart, scanner.indent + 1, inFlow);
  moveTo(scanner, scalar.end);
  scanner.keyAllowed = scalar.brokeLine;
  push(scanner, createToken('scalar', at, candidate, scalar.value, true));
}

function fetchBlockScalar(scanner: Scanner): void {
  const { at, text } = scanner;
  dropCandidate(scanner);
  scanner.keyAllowed = true;
  const scalar = readBlockScalar(text, at, scanner.indent);
  moveTo(scanner, scalar.end);
  push(scanner, createToken('scalar', at, undefined, scalar.value));
}

function fetchName(scanner: Scanner, type: 'anchor' | 'alias'): void {
  const { at, text } = scanner;
  const candidate = noteCandidate(scanner);
  scanner.keyAllowed = false;
  let end = at + 1;
  while (isWord(codeAt(text, end))) end += 1;
  if (end === at + 1 || !endsName(codeAt(text, end))) {
    throw new ReadFault(
      'syntax',
      `the name of an ${type} is letters, digits, "-" and "_": quote the text if it is none`,
      at,
    );
  }
  scanner.at = end;
  push(scanner, createToken(type, at, candidate, text.slice(at + 1, end)));
}

function endsName(code: number): boolean {
  return isBlankOrEnd(code) || '?:,]}%@`'.includes(String.fromCharCode(code));
}

function fetchTag(scanner: Scanner): void {
  const { at, text } = scanner;
  const candidate = noteCandidate(scanner);
  scanner.keyAllowed = false;
  const tag = readTag(text, at);
  scanner.at = tag.end;
  if (!isBlankOrEnd(codeAt(text, tag.end))) {
    throw new ReadFault('syntax', 'a tag ends with a space: quote the text if it is none', at);
  }
  push(scanner, createTagToken(tag, at, candidate));
}
