import { ANY_BUT_NEWLINE, ANY_CODE_POINT } from './code-points.ts';
import { changeFlags, type GoFlags, NO_FLAGS } from './flags.ts';
import { parseCharacterClass } from './parse-character-class.ts';
import { parseCharacterEscape, parseClassEscape, single } from './parse-escape.ts';
import { fitsRepeatLimit, MAX_REPEAT, parseRepetition } from './parse-repetition.ts';
import { SourceCursor } from './source-cursor.ts';
import type { Assertion, GoExpression, GoSyntax } from './syntax.ts';

/** Go's own limit. */
const MAX_DEPTH = 1000;

/**
 * Reads an expression of Go's `regexp` package (RE2's syntax with Perl's flags), as `regexp.Compile` does.
 * @throws GoRegexError for what Go refuses, with the place
 */
export function parseGoRegex(source: string): GoExpression {
  const parser = new Parser(source);
  const root = parser.parse();
  return { root, groups: parser.groups };
}

/** One group, or the whole: the options seen so far, and the sequence that is being read. */
interface Frame {
  readonly start: number;
  /** What holds again after the group. */
  readonly outerFlags: GoFlags;
  /** Number of the group, when it captures. */
  readonly capture?: number;
  readonly options: GoSyntax[];
  sequence: GoSyntax[];
}

class Parser {
  readonly #cursor: SourceCursor;
  readonly #frames: Frame[] = [];
  #frame: Frame = { start: 0, outerFlags: NO_FLAGS, options: [], sequence: [] };
  #flags = NO_FLAGS;
  /** Whether the last thing read was a repetition, which none may follow. */
  #hasJustRepeated = false;
  groups = 0;

  constructor(source: string) {
    this.#cursor = new SourceCursor(source);
  }

  parse(): GoSyntax {
    while (!this.#cursor.isAtEnd) this.#parseNext();
    if (this.#frames.length > 0) this.#cursor.fail('a group that is not closed: ) is missing', this.#frame.start);
    return finish(this.#frame);
  }

  #parseNext(): void {
    if (this.#parseRepetition()) return;
    this.#hasJustRepeated = false;
    switch (this.#cursor.peek()) {
      case '(':
        return this.#open();
      case ')':
        return this.#close();
      case '|':
        this.#cursor.next();
        return nextOption(this.#frame);
      default:
        return this.#parseAtom();
    }
  }

  #parseAtom(): void {
    const { ignoreCase, multiLine, dotAll } = this.#flags;
    switch (this.#cursor.peek()) {
      case '[':
        return this.#push({ kind: 'set', set: parseCharacterClass(this.#cursor, ignoreCase) });
      case '\\':
        return this.#parseBackslash();
      case '.':
        this.#cursor.next();
        return this.#push({ kind: 'set', set: dotAll ? ANY_CODE_POINT : ANY_BUT_NEWLINE });
      case '^':
        this.#cursor.next();
        return this.#assert(multiLine ? 'line-start' : 'text-start');
      case '$':
        this.#cursor.next();
        return this.#assert(multiLine ? 'line-end' : 'text-end');
      default:
        return this.#literal(this.#cursor.next());
    }
  }

  #parseBackslash(): void {
    const assertion = this.#cursor.takeMatch(/\\([AbBz])/y)?.[1];
    if (assertion !== undefined) return this.#assert(ASSERTIONS[assertion] ?? 'text-end');
    if (this.#cursor.take('\\Q')) return [...this.#cursor.takeUntil('\\E')].forEach((letter) => this.#literal(letter));
    const set = parseClassEscape(this.#cursor, this.#flags.ignoreCase);
    if (set !== undefined) return this.#push({ kind: 'set', set });
    return this.#character(parseCharacterEscape(this.#cursor));
  }

  #parseRepetition(): boolean {
    const start = this.#cursor.offset;
    const repetition = parseRepetition(this.#cursor, this.#flags.isUngreedy);
    if (repetition === undefined) return false;
    if (this.#hasJustRepeated) this.#cursor.fail('a repetition of a repetition: put the first in a group', start);
    const body = this.#frame.sequence.pop() ?? this.#cursor.fail('a repetition of nothing', start);
    const repeat = { kind: 'repeat' as const, body, ...repetition };
    if (!fitsRepeatLimit(repeat, MAX_REPEAT)) this.#cursor.fail(`more than ${MAX_REPEAT} repetitions`, start);
    this.#push(repeat);
    this.#hasJustRepeated = true;
    return true;
  }

  #open(): void {
    const start = this.#cursor.offset;
    if (this.#frames.length >= MAX_DEPTH) this.#cursor.fail(`groups are nested more than ${MAX_DEPTH} deep`, start);
    this.#cursor.take('(');
    if (this.#cursor.peek() !== '?' || this.#takesCaptureName()) return this.#enter(start, this.#flags, ++this.groups);
    this.#cursor.take('?');
    const written = this.#cursor.takeMatch(/([a-zA-Z-]*)([:)])/y);
    const flags = changeFlags(this.#flags, written?.[1] ?? '?');
    if (flags === undefined) return this.#failAtGroup(start);
    if (written?.[2] === ':') this.#enter(start, this.#flags);
    this.#flags = flags;
  }

  /** Several groups may have one name: nobody asks for groups by their names. */
  #takesCaptureName(): boolean {
    return this.#cursor.takeMatch(/\?P?<[0-9A-Za-z_]+>/y) !== undefined;
  }

  #failAtGroup(start: number): never {
    if (this.#cursor.takeMatch(/<?[=!]/y) !== undefined)
      return this.#cursor.fail("looking ahead or behind, which Go's expressions do not know", start);
    return this.#cursor.fail('a kind of group that Go does not know', start);
  }

  #enter(start: number, outerFlags: GoFlags, capture?: number): void {
    this.#frames.push(this.#frame);
    this.#frame = { start, outerFlags, options: [], sequence: [], ...(capture !== undefined && { capture }) };
  }

  #close(): void {
    const start = this.#cursor.offset;
    this.#cursor.take(')');
    const closed = this.#frame;
    this.#frame = this.#frames.pop() ?? this.#cursor.fail('a ) without its (', start);
    this.#flags = closed.outerFlags;
    const body = finish(closed);
    this.#push(closed.capture === undefined ? body : { kind: 'group', index: closed.capture, body });
  }

  #assert(what: Assertion): void {
    this.#push({ kind: 'assert', what });
  }

  #literal(character: string): void {
    this.#character(character.codePointAt(0) ?? 0);
  }

  #character(codePoint: number): void {
    this.#push({ kind: 'set', set: single(codePoint, this.#flags.ignoreCase) });
  }

  #push(item: GoSyntax): void {
    this.#frame.sequence.push(item);
  }
}

const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  A: 'text-start',
  z: 'text-end',
  b: 'word-boundary',
  B: 'no-word-boundary',
};

function nextOption(frame: Frame): void {
  frame.options.push(toSequence(frame.sequence));
  frame.sequence = [];
}

function finish(frame: Frame): GoSyntax {
  if (frame.options.length === 0) return toSequence(frame.sequence);
  return { kind: 'choice', options: [...frame.options, toSequence(frame.sequence)] };
}

function toSequence(parts: readonly GoSyntax[]): GoSyntax {
  const [first, ...rest] = parts;
  if (first === undefined) return { kind: 'empty' };
  return rest.length === 0 ? first : { kind: 'sequence', parts };
}
