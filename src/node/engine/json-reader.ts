import { SluiceError } from '../../core/errors.ts';

/** What is made of the values of a text, from the inside out. */
export interface JsonSink<Value> {
  readonly literal: (value: boolean | null) => Value;
  /** As it is written. */
  readonly number: (text: string) => Value;
  readonly string: (text: string) => Value;
  readonly array: (elements: readonly Value[]) => Value;
  /** Of two members with one name the later counts. */
  readonly object: (members: ReadonlyMap<string, Value>) => Value;
}

const BACKSLASH = 0x5c;
const SPACE = 0x20;
const MOST_DEPTH = 1000;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ['t', true],
  ['f', false],
  ['n', null],
]);

/** Reads a JSON text without making a tree of it, and numbers without losing digits. */
export class JsonReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** @throws SluiceError INPUT_INVALID when the text is not one JSON value */
  value<Value>(sink: JsonSink<Value>): Value {
    return this.#whole(() => this.#value(sink));
  }

  /** @throws SluiceError INPUT_INVALID when the text is not one JSON object */
  members<Value>(sink: JsonSink<Value>): ReadonlyMap<string, Value> {
    return this.#whole(() => {
      if (this.#peek() !== '{') throw invalid();
      return this.#members(sink);
    });
  }

  #whole<Result>(read: () => Result): Result {
    const result = read();
    if (this.#peek() !== '') throw invalid();
    return result;
  }

  #value<Value>(sink: JsonSink<Value>): Value {
    const next = this.#peek();
    switch (next) {
      case '{':
        return sink.object(this.#members(sink));
      case '[':
        return sink.array(this.#elements(sink));
      case '"':
        return sink.string(this.#string());
      case 't':
      case 'f':
      case 'n':
        return sink.literal(this.#literal(LITERALS.get(next) ?? null));
      default:
        return sink.number(this.#number());
    }
  }

  #members<Value>(sink: JsonSink<Value>): ReadonlyMap<string, Value> {
    const members = new Map<string, Value>();
    this.#list('}', () => {
      if (this.#peek() !== '"') throw invalid();
      const key = this.#string();
      this.#expect(':');
      members.set(key, this.#value(sink));
    });
    return members;
  }

  #elements<Value>(sink: JsonSink<Value>): readonly Value[] {
    const elements: Value[] = [];
    this.#list(']', () => void elements.push(this.#value(sink)));
    return elements;
  }

  #list(end: string, readOne: () => void): void {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw invalid();
    this.#at += 1;
    if (this.#peek() !== end) {
      readOne();
      while (this.#peek() === ',') {
        this.#at += 1;
        readOne();
      }
    }
    this.#expect(end);
    this.#depth -= 1;
  }

  #string(): string {
    const start = this.#at + 1;
    let end = this.#text.indexOf('"', start);
    while (end >= 0 && this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1);
    if (end < 0) throw invalid();
    const isPlain = !this.#text.slice(start, end).includes('\\');
    this.#at = end + 1;
    return isPlain ? this.#text.slice(start, end) : unescape(this.#text.slice(start - 1, end + 1));
  }

  /** An odd number of backslashes before it. */
  #isEscaped(at: number): boolean {
    let before = at - 1;
    while (this.#text.charCodeAt(before) === BACKSLASH) before -= 1;
    return (at - before) % 2 === 0;
  }

  #number(): string {
    NUMBER.lastIndex = this.#at;
    const [text] = NUMBER.exec(this.#text) ?? [];
    if (text === undefined) throw invalid();
    this.#at += text.length;
    return text;
  }

  #literal(value: boolean | null): boolean | null {
    const text = `${value}`;
    if (!this.#text.startsWith(text, this.#at)) throw invalid();
    this.#at += text.length;
    return value;
  }

  #expect(character: string): void {
    if (this.#peek() !== character) throw invalid();
    this.#at += 1;
  }

  /** The next character that is no space; empty at the end. */
  #peek(): string {
    // What an API server sends has no spaces.
    while (this.#text.charCodeAt(this.#at) <= SPACE && isSpace(this.#text.charCodeAt(this.#at))) this.#at += 1;
    return this.#text.charAt(this.#at);
  }
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

function unescape(quoted: string): string {
  try {
    return JSON.parse(quoted);
  } catch {
    throw invalid();
  }
}

const invalid = (): SluiceError => new SluiceError('INPUT_INVALID', 'the data given to the policies is not JSON');
