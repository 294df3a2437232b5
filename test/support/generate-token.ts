/** Random numbers from 0 to 1 that are the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A text that a pattern may match, as short as its quantifiers allow. Knows what rules are written in: classes, groups, bounded
 * quantifiers, alternatives. Assertions count as nothing, so the text may be none that the pattern matches: try again then.
 */
export function generateFrom(source: string, random: () => number): string {
  return new Generator(source, random).alternatives();
}

const PRINTABLE = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
const WORD = PRINTABLE.filter((character) => /\w/.test(character));
const DIGITS = [...'0123456789'];
const ESCAPES: Readonly<Record<string, readonly string[]>> = {
  d: DIGITS,
  w: WORD,
  s: [' '],
  n: ['\n'],
  r: ['\r'],
  t: ['\t'],
  0: ['\0'],
  b: [''],
};

/** Reads a pattern from left to right and writes what it reads. */
class Generator {
  readonly #source: string;
  readonly #random: () => number;
  #at = 0;

  constructor(source: string, random: () => number) {
    this.#source = source;
    this.#random = random;
  }

  alternatives(): string {
    const options = [this.#sequence()];
    while (this.#take('|')) options.push(this.#sequence());
    return this.#pick(options);
  }

  #sequence(): string {
    let text = '';
    while (this.#at < this.#source.length && !'|)'.includes(this.#peek())) text += this.#repeated();
    return text;
  }

  #repeated(): string {
    const start = this.#at;
    const texts = [this.#atom()];
    const count = this.#fewest();
    const end = this.#at;
    while (texts.length < count) {
      this.#at = start;
      texts.push(this.#atom());
    }
    this.#at = end;
    return texts.slice(0, count).join('');
  }

  #fewest(): number {
    const quantifier = /^(?:\{(\d+)(?:,\d*)?\}|[?*+])\??/.exec(this.#source.slice(this.#at));
    if (quantifier === null) return 1;
    this.#at += quantifier[0].length;
    return quantifier[1] === undefined ? Number(quantifier[0].startsWith('+')) : Number(quantifier[1]);
  }

  #atom(): string {
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) return this.#pick(this.#class());
    if (this.#take('\\')) return this.#pick(this.#escape());
    const character = this.#next();
    if (character === '.') return this.#pick(WORD);
    return '^$'.includes(character) ? '' : character;
  }

  #group(): string {
    const opening = /^\?(?::|<?[=!]|<\w+>)/.exec(this.#source.slice(this.#at))?.[0] ?? '';
    this.#at += opening.length;
    const text = this.alternatives();
    this.#take(')');
    return /[=!]$/.test(opening) ? '' : text;
  }

  #class(): readonly string[] {
    const isNegated = this.#take('^');
    const characters = new Set<string>();
    while (!this.#take(']')) for (const character of this.#classPart()) characters.add(character);
    return isNegated ? PRINTABLE.filter((character) => !characters.has(character)) : [...characters];
  }

  #classPart(): readonly string[] {
    const from = this.#take('\\') ? this.#escape() : [this.#next()];
    if (from.length > 1 || this.#peek() !== '-' || this.#source[this.#at + 1] === ']') return from;
    this.#next();
    const [last = ''] = this.#take('\\') ? this.#escape() : [this.#next()];
    const first = from[0]?.charCodeAt(0) ?? 0;
    return Array.from({ length: last.charCodeAt(0) - first + 1 }, (_, i) => String.fromCharCode(first + i));
  }

  #escape(): readonly string[] {
    const character = this.#next();
    return ESCAPES[character] ?? [character];
  }

  #pick(options: readonly string[]): string {
    return options[Math.floor(this.#random() * options.length)] ?? '';
  }

  #peek(): string {
    return this.#source.charAt(this.#at);
  }

  #next(): string {
    return this.#source.charAt(this.#at++);
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at++;
    return true;
  }
}
