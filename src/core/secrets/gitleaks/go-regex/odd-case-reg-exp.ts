/** UTF-8 of the long s and of the kelvin sign. */
const ODD_CASES = ['\xc5\xbf', '\xe2\x84\xaa'] as const;

/**
 * An expression that ignores case, in two forms: Go counts the long s as an `s` and the kelvin sign as a `k`, which hardly any
 * text has and which would cost every text much time.
 */
export class OddCaseRegExp extends RegExp {
  readonly #exact: RegExp;
  /** The text that is being gone through, while it is. */
  #text: string | undefined;
  #isOdd = false;

  /** @param plain for texts that have neither character */
  constructor(plain: string, exact: string, flags: string) {
    super(plain, flags);
    this.#exact = new RegExp(exact, flags);
  }

  override exec(text: string): RegExpExecArray | null {
    const match = this.#holdsOddCases(text) ? this.#execExact(text) : super.exec(text);
    if (match === null) this.#text = undefined;
    return match;
  }

  #execExact(text: string): RegExpExecArray | null {
    this.#exact.lastIndex = this.lastIndex;
    const match = this.#exact.exec(text);
    this.lastIndex = this.#exact.lastIndex;
    return match;
  }

  #holdsOddCases(text: string): boolean {
    if (text !== this.#text) {
      this.#text = this.global ? text : undefined;
      this.#isOdd = ODD_CASES.some((letter) => text.includes(letter));
    }
    return this.#isOdd;
  }
}
