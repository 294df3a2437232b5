import type { FieldPath } from '../../model/location.ts';

/** Where a key, or an element of an array, of a TOML file begins: an offset. That of the nearest one around it that is known. */
export type TomlPlaces = (path: FieldPath) => number;

/**
 * Finds the places of all keys of a TOML file. The file must be valid: a parser has read it, and does not tell where things are.
 */
export function tomlPlaces(text: string): TomlPlaces {
  const places = new Scanner(text).scan();
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const place = places.get(nameOf(path.slice(0, length)));
      if (place !== undefined) return place;
    }
    return 0;
  };
}

const nameOf = (path: FieldPath): string => JSON.stringify(path);

type Path = readonly (string | number)[];

const BLANK = /[ \t]*/y;
/** Also comments and line ends, as between the elements of an array. */
const FILLING = /(?:[ \t\r\n]+|#[^\n]*)*/y;
const BARE_KEY = /[A-Za-z0-9_-]+/y;
const STRINGS = [/"""(?:[^\\]|\\[^])*?"{3,5}/y, /'''[^]*?'{3,5}/y, /"(?:[^"\\\n]|\\.)*"/y, /'[^'\n]*'/y] as const;
const PLAIN_VALUE = /[^,\]}#\n]+/y;

class Scanner {
  readonly #text: string;
  readonly #places = new Map<string, number>();
  /** Number of tables so far in each array of tables. */
  readonly #counts = new Map<string, number>();
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): ReadonlyMap<string, number> {
    let table: Path = [];
    for (this.#skip(FILLING); this.#offset < this.#text.length; this.#skip(FILLING)) {
      if (this.#text[this.#offset] === '[') table = this.#scanHeader();
      else this.#scanPair(table);
    }
    return this.#places;
  }

  #scanHeader(): Path {
    const start = this.#offset;
    const isArray = this.#text.startsWith('[[', start);
    this.#offset += isArray ? 2 : 1;
    const keys = this.#scanKey();
    this.#offset += isArray ? 2 : 1;
    const path = isArray ? this.#nextTable(keys) : this.#inLastTables(keys);
    this.#note(path, start);
    return path;
  }

  #nextTable(keys: readonly string[]): Path {
    const array = [...this.#inLastTables(keys.slice(0, -1)), ...keys.slice(-1)];
    const index = this.#counts.get(nameOf(array)) ?? 0;
    this.#counts.set(nameOf(array), index + 1);
    return [...array, index];
  }

  /** A header names arrays of tables by their last table. */
  #inLastTables(keys: readonly string[]): Path {
    let path: Path = [];
    for (const key of keys) {
      path = [...path, key];
      const count = this.#counts.get(nameOf(path));
      if (count !== undefined) path = [...path, count - 1];
    }
    return path;
  }

  #scanPair(table: Path): void {
    const start = this.#offset;
    const path = [...table, ...this.#scanKey()];
    this.#note(path, start);
    // What is no pair is stepped over, so that the scan ends whatever it is given.
    if (this.#take(/=[ \t]*/y) === undefined) this.#offset++;
    else this.#scanValue(path);
  }

  #scanKey(): readonly string[] {
    const keys: string[] = [];
    do {
      this.#skip(BLANK);
      keys.push(this.#take(BARE_KEY) ?? unquote(this.#takeString()));
      this.#skip(BLANK);
    } while (this.#take(/\./y) !== undefined);
    return keys;
  }

  #scanValue(path: Path): void {
    if (this.#take(/\[/y) !== undefined) this.#scanArray(path);
    else if (this.#take(/\{/y) !== undefined) this.#scanInlineTable(path);
    else if (this.#takeString() === '') this.#skip(PLAIN_VALUE);
  }

  #scanArray(path: Path): void {
    for (let index = 0; ; index++) {
      this.#skip(FILLING);
      if (this.#isAtEndOf(']')) return;
      this.#note([...path, index], this.#offset);
      const start = this.#offset;
      this.#scanValue([...path, index]);
      this.#skip(FILLING);
      this.#take(/,/y);
      if (this.#offset === start) this.#offset++;
    }
  }

  #scanInlineTable(path: Path): void {
    for (;;) {
      this.#skip(FILLING);
      if (this.#isAtEndOf('}')) return;
      this.#scanPair(path);
      this.#skip(FILLING);
      this.#take(/,/y);
    }
  }

  #isAtEndOf(bracket: string): boolean {
    if (this.#offset < this.#text.length && this.#text[this.#offset] !== bracket) return false;
    this.#offset++;
    return true;
  }

  #takeString(): string {
    for (const form of STRINGS) {
      const taken = this.#take(form);
      if (taken !== undefined) return taken;
    }
    return '';
  }

  #note(path: Path, offset: number): void {
    this.#places.set(nameOf(path), offset);
  }

  #skip(pattern: RegExp): void {
    this.#take(pattern);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#offset;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#offset += match[0].length;
    return match[0];
  }
}

/** Keys with escapes keep them: no key of gitleaks has any. */
const unquote = (key: string): string => key.slice(1, -1);
