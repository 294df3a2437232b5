import {
  ANY_BYTE,
  byteOf,
  type ByteSet,
  complementOf,
  DIGITS,
  ignoringCase,
  NO_LINE_BREAK,
  rangeOf,
  SPACE,
  unionOf,
  WORD,
} from './byte-set.ts';
import type { RegexNode } from './regex-node.ts';

/** Takes a JavaScript pattern apart; undefined for syntax that is not known here. What it says of a pattern is never too narrow. */
export function parseRegex({ source, flags }: RegExp): RegexNode | undefined {
  if (flags.includes('v')) return undefined;
  const reader = new RegexReader(source, { ignoresCase: flags.includes('i'), dotTakesAll: flags.includes('s') });
  try {
    return reader.readAll();
  } catch (error) {
    if (error instanceof UnknownSyntax) return undefined;
    throw error;
  }
}

class UnknownSyntax extends Error {
  override name = 'UnknownSyntax' as const;
}

const QUANTIFIER = /(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/y;
const OPENING = /\?(?:(<?[=!])|<(\w+)>|([a-z]*)(?:-([a-z]*))?:)/y;
const REFERENCE = /([1-9]\d*)|k<(\w+)>/y;
const CODE = /x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4}|\{[0-9A-Fa-f]+\})|c([A-Za-z])|[pP]\{[^}]*\}|0\d/y;
/** After its bracket. */
const CLASS = /\^?(?:[^\]\\]|\\[^])*\]/y;

/** Patterns are made of the same classes and letters: each is taken apart once. */
const CLASSES = new Map<string, RegexNode>();
const LITERALS = new Map<number, RegexNode>();
const LITERALS_IN_ANY_CASE = new Map<number, RegexNode>();

interface Modes {
  readonly ignoresCase: boolean;
  readonly dotTakesAll: boolean;
}

const ONE_CHARACTER: RegexNode = { kind: 'set', set: ANY_BYTE };
const NOTHING: RegexNode = { kind: 'sequence', parts: [] };
/** A group that is not known yet. */
const ANYTHING: RegexNode = { kind: 'repeat', body: ONE_CHARACTER, min: 0, max: Infinity, at: 0, end: 0 };
const EDGE: RegexNode = { kind: 'look', isBehind: true, isAhead: true, body: ONE_CHARACTER };

/** `\d` and the like, in a class or outside. */
const CLASS_ESCAPES: Readonly<Record<string, ByteSet>> = {
  d: DIGITS,
  D: complementOf(DIGITS),
  w: WORD,
  W: complementOf(WORD),
  s: SPACE,
  S: complementOf(SPACE),
};

const CONTROL_ESCAPES: Readonly<Record<string, number>> = { 0: 0, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** Reads by recursive descent, as ECMA-262 section 22.2.1 with annex B has it. */
class RegexReader {
  readonly #source: string;
  #modes: Modes;
  #at = 0;
  /** What capturing groups hold, by number and by name; undefined while one is read. */
  readonly #groups: (RegexNode | undefined)[] = [];
  readonly #named = new Map<string, RegexNode>();

  constructor(source: string, modes: Modes) {
    this.#source = source;
    this.#modes = modes;
  }

  readAll(): RegexNode {
    const node = this.#readChoice();
    if (this.#at < this.#source.length) throw new UnknownSyntax();
    return node;
  }

  #readChoice(): RegexNode {
    const options = [this.#readSequence()];
    while (this.#take('|')) options.push(this.#readSequence());
    return options.length === 1 ? (options[0] ?? NOTHING) : { kind: 'choice', options };
  }

  #readSequence(): RegexNode {
    const parts: RegexNode[] = [];
    while (this.#at < this.#source.length && !'|)'.includes(this.#source[this.#at] ?? '')) {
      const term = this.#readTerm();
      if (term.kind === 'sequence') parts.push(...term.parts);
      else parts.push(term);
    }
    return parts.length === 1 ? (parts[0] ?? NOTHING) : { kind: 'sequence', parts };
  }

  #readTerm(): RegexNode {
    const at = this.#at;
    const body = this.#readAtom();
    if (!'*+?{'.includes(this.#source[this.#at] ?? ' ')) return body;
    const [quantifier, least, comma, most] = this.#match(QUANTIFIER) ?? [];
    if (quantifier === undefined) return body;
    const [min, max] = boundsOf(quantifier, least, comma, most);
    return { kind: 'repeat', body, min, max, at, end: this.#at };
  }

  #readAtom(): RegexNode {
    const character = this.#source[this.#at++] ?? '';
    switch (character) {
      case '(':
        return this.#readGroup();
      case '[':
        return this.#readClass();
      case '.':
        return { kind: 'set', set: this.#modes.dotTakesAll ? ANY_BYTE : NO_LINE_BREAK };
      case '^':
      case '$':
        return EDGE;
      case '\\':
        return this.#readEscape();
      default:
        return this.#literal(character.charCodeAt(0));
    }
  }

  #readGroup(): RegexNode {
    const outer = this.#modes;
    const [opening, look, name, on, off] = this.#match(OPENING) ?? [];
    if (opening === undefined && this.#source[this.#at] === '?') throw new UnknownSyntax();
    const isCapturing = opening === undefined || name !== undefined;
    const number = isCapturing ? this.#groups.push(undefined) - 1 : -1;
    this.#modes = {
      ignoresCase: !off?.includes('i') && (outer.ignoresCase || (on ?? '').includes('i')),
      dotTakesAll: !off?.includes('s') && (outer.dotTakesAll || (on ?? '').includes('s')),
    };
    const body = this.#readChoice();
    if (!this.#take(')')) throw new UnknownSyntax();
    this.#modes = outer;
    if (isCapturing) this.#groups[number] = body;
    if (name !== undefined) this.#named.set(name, body);
    if (look === undefined) return body;
    return { kind: 'look', isBehind: look.startsWith('<'), isAhead: !look.startsWith('<'), body };
  }

  #readEscape(): RegexNode {
    const character = this.#source[this.#at] ?? '';
    if (character === 'b' || character === 'B') {
      this.#at++;
      return EDGE;
    }
    const at = this.#at - 1;
    const [reference, number, name] = '123456789k'.includes(character) ? (this.#match(REFERENCE) ?? []) : [];
    if (reference !== undefined) {
      const group = name === undefined ? this.#groups[Number(number) - 1] : this.#named.get(name);
      return { kind: 'backreference', body: group ?? ANYTHING, at };
    }
    const escaped = this.#readClassEscape();
    return typeof escaped === 'number' ? this.#literal(escaped) : { kind: 'set', set: escaped };
  }

  /** What an escape means in a class and outside: a set, or the code of a character. */
  #readClassEscape(): ByteSet | number {
    const [code, hex, braced, control] = this.#match(CODE) ?? [];
    const digits = hex ?? braced;
    if (digits !== undefined) return Number.parseInt(digits.replaceAll(/[{}]/g, ''), 16);
    if (control !== undefined) return control.charCodeAt(0) % 32;
    // Properties of Unicode, and octal codes: whatever they take, it is some of all characters.
    if (code !== undefined) return ANY_BYTE;
    const character = this.#source[this.#at++] ?? '';
    return CLASS_ESCAPES[character] ?? CONTROL_ESCAPES[character] ?? character.charCodeAt(0);
  }

  #readClass(): RegexNode {
    const start = this.#at;
    const [text] = this.#match(CLASS) ?? [];
    if (text === undefined) throw new UnknownSyntax();
    const key = `${this.#modes.ignoresCase ? 'i' : ''}[${text}`;
    const end = this.#at;
    this.#at = start;
    const set = CLASSES.get(key) ?? this.#readNewClass();
    CLASSES.set(key, set);
    this.#at = end;
    return set;
  }

  #readNewClass(): RegexNode {
    const isNegated = this.#take('^');
    const sets: ByteSet[] = [];
    while (!this.#take(']')) {
      sets.push(this.#readRange());
    }
    const set = this.#inCase(unionOf(sets));
    return { kind: 'set', set: isNegated ? complementOf(set) : set };
  }

  #readRange(): ByteSet {
    const from = this.#readClassAtom();
    const isRange = this.#source[this.#at] === '-' && this.#source[this.#at + 1] !== ']';
    if (!isRange) return setOf(from);
    this.#at++;
    const to = this.#readClassAtom();
    if (typeof from === 'number' && typeof to === 'number') return rangeOf(from, to);
    return unionOf([from, HYPHEN, to].map(setOf));
  }

  #readClassAtom(): ByteSet | number {
    const character = this.#source[this.#at++] ?? '';
    if (character !== '\\') return character.charCodeAt(0);
    if (this.#take('b')) return 8;
    return this.#readClassEscape();
  }

  #literal(code: number): RegexNode {
    const known = this.#modes.ignoresCase ? LITERALS_IN_ANY_CASE : LITERALS;
    const node = known.get(code) ?? { kind: 'set', set: this.#inCase(byteOf(code)) };
    known.set(code, node);
    return node;
  }

  #inCase(set: ByteSet): ByteSet {
    return this.#modes.ignoresCase ? ignoringCase(set) : set;
  }

  #take(character: string): boolean {
    const isThere = this.#source[this.#at] === character;
    if (isThere) this.#at++;
    return isThere;
  }

  #match(pattern: RegExp): readonly (string | undefined)[] | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source);
    if (match === null) return undefined;
    this.#at = pattern.lastIndex;
    return match;
  }
}

const HYPHEN = 0x2d;

const setOf = (atom: ByteSet | number): ByteSet => (typeof atom === 'number' ? byteOf(atom) : atom);

function boundsOf(quantifier: string, least = '', comma = '', most = ''): readonly [number, number] {
  switch (quantifier[0]) {
    case '*':
      return [0, Infinity];
    case '+':
      return [1, Infinity];
    case '?':
      return [0, 1];
    default:
      return [Number(least), comma === '' ? Number(least) : most === '' ? Infinity : Number(most)];
  }
}
