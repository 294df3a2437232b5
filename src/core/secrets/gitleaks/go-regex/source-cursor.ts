import { GoRegexError } from './syntax.ts';

/** A place in the source of an expression, which is taken as code points. */
export class SourceCursor {
  readonly #text: string;
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get offset(): number {
    return this.#offset;
  }

  get isAtEnd(): boolean {
    return this.#offset >= this.#text.length;
  }

  /** The character here; empty at the end. */
  peek(): string {
    const codePoint = this.#text.codePointAt(this.#offset);
    return codePoint === undefined ? '' : String.fromCodePoint(codePoint);
  }

  next(): string {
    const character = this.peek();
    this.#offset += character.length;
    return character;
  }

  /** Steps over `expected` if it stands here. */
  take(expected: string): boolean {
    if (!this.#text.startsWith(expected, this.#offset)) return false;
    this.#offset += expected.length;
    return true;
  }

  /** Steps over what a sticky expression matches here. */
  takeMatch(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#offset;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#offset += match[0].length;
    return match;
  }

  /** Takes all up to `end`, and `end`; without one, all up to the end of the text. */
  takeUntil(end: string): string {
    const found = this.#text.indexOf(end, this.#offset);
    const stop = found < 0 ? this.#text.length : found;
    const taken = this.#text.slice(this.#offset, stop);
    this.#offset = found < 0 ? stop : stop + end.length;
    return taken;
  }

  /** @throws GoRegexError */
  fail(reason: string, offset: number = this.#offset): never {
    throw new GoRegexError(reason, offset);
  }
}
