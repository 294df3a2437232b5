/**
 * Finds all of many keywords in one pass (Aho and Corasick, 1975), whatever the case of their ASCII letters. The transitions are
 * a dense table over classes of bytes: a step is two loads, whatever the number of keywords. Two bytes a transition, and rows that
 * begin where lines of the cache do: the table is read all over, and what else runs wants its place there, too.
 */
export interface KeywordAutomaton {
  /** Class of each of the 256 bytes; bytes that stand in no keyword share class 0. */
  readonly classes: Uint8Array;
  /** The number of classes. */
  readonly width: number;
  /** A row of the table has so many entries, as a power of two. */
  readonly rowBits: number;
  /** Next state by `(state << rowBits) + class`. */
  readonly next: Uint16Array | Uint32Array;
  /** States from this one on end keywords; those before it end none. */
  readonly firstEnding: number;
  /** Keywords (their places in the list) that end in a state: `endings[state - firstEnding]`. */
  readonly endings: readonly (readonly number[])[];
}

/** @param keywords lower case, not empty, of characters below 256; a byte is one character */
export function buildKeywordAutomaton(keywords: readonly string[]): KeywordAutomaton {
  const { classes, width } = classesOf(keywords);
  const tree = new KeywordTree(keywords, classes);
  const { rows, firstEnding, endings } = placeRows(tree);
  const rowBits = Math.ceil(Math.log2(width));
  return { classes, width, rowBits, next: tableOf(tree, rows, rowBits), firstEnding, endings };
}

// Loops here count up by hand: this runs once, when the process has just started, and iterators are slow then.

function classesOf(keywords: readonly string[]): Pick<KeywordAutomaton, 'classes' | 'width'> {
  const classes = new Uint8Array(256);
  let width = 1;
  for (const keyword of keywords) {
    for (let i = 0; i < keyword.length; i++) {
      const code = keyword.charCodeAt(i);
      if (classes[code] !== 0) continue;
      classes[code] = width;
      if (code >= 0x61 && code <= 0x7a) classes[code - 0x20] = width;
      width++;
    }
  }
  return { classes, width };
}

const ROOT = 0;
const NONE = 0;

/** The keywords as a tree. A node is a number; no node has the root as a child or as the next of its siblings. */
class KeywordTree {
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  /** The class that leads to a node. */
  readonly label: Uint8Array;
  /** Where the longest proper suffix of a node that is in the tree, too, ends. */
  readonly suffix: Int32Array;
  /** The keywords that end in a node, those that end in its suffixes included. */
  readonly ends: (readonly number[] | undefined)[] = [];
  /** All nodes, those nearer to the root first. */
  readonly order: Int32Array;
  /** The children of the root by class: it has so many, and is asked so often. */
  readonly #ofRoot = new Int32Array(256);
  #size = 1;

  constructor(keywords: readonly string[], classes: Uint8Array) {
    const mostNodes = keywords.reduce((sum, { length }) => sum + length, 1);
    this.firstChild = new Int32Array(mostNodes);
    this.nextSibling = new Int32Array(mostNodes);
    this.label = new Uint8Array(mostNodes);
    this.suffix = new Int32Array(mostNodes);
    for (const [place, keyword] of keywords.entries()) this.#add(keyword, place, classes);
    this.order = new Int32Array(this.#size);
    this.#linkSuffixes();
  }

  #add(keyword: string, place: number, classes: Uint8Array): void {
    let node = ROOT;
    for (let i = 0; i < keyword.length; i++) {
      const label = classes[keyword.charCodeAt(i)] ?? 0;
      node = this.#child(node, label) || this.#grow(node, label);
    }
    this.ends[node] = [...(this.ends[node] ?? []), place];
  }

  #child(node: number, label: number): number {
    if (node === ROOT) return this.#ofRoot[label] ?? NONE;
    let child = this.firstChild[node] ?? NONE;
    while (child !== NONE && this.label[child] !== label) child = this.nextSibling[child] ?? NONE;
    return child;
  }

  #grow(node: number, label: number): number {
    const child = this.#size++;
    this.label[child] = label;
    this.nextSibling[child] = this.firstChild[node] ?? NONE;
    this.firstChild[node] = child;
    if (node === ROOT) this.#ofRoot[label] = child;
    return child;
  }

  #linkSuffixes(): void {
    let known = 1;
    for (let i = 0; i < this.#size; i++) {
      const node = this.order[i] ?? ROOT;
      for (let child = this.firstChild[node] ?? NONE; child !== NONE; child = this.nextSibling[child] ?? NONE) {
        this.order[known++] = child;
        const suffix = node === ROOT ? ROOT : this.#childOfSuffix(node, this.label[child] ?? 0);
        this.suffix[child] = suffix;
        const ends = this.ends[suffix];
        if (ends !== undefined) this.ends[child] = [...(this.ends[child] ?? []), ...ends];
      }
    }
  }

  #childOfSuffix(node: number, label: number): number {
    for (let at = node; at !== ROOT;) {
      at = this.suffix[at] ?? ROOT;
      const child = this.#child(at, label);
      if (child !== NONE) return child;
    }
    return ROOT;
  }
}

interface Rows extends Pick<KeywordAutomaton, 'firstEnding' | 'endings'> {
  /** The number of the row of each node. */
  readonly rows: Int32Array;
}

/** Rows of nodes that end keywords come last; else those nearer to the root come first. */
function placeRows({ order, ends }: KeywordTree): Rows {
  const rows = new Int32Array(order.length);
  const ending: number[] = [];
  let plain = 0;
  for (let i = 0; i < order.length; i++) {
    const node = order[i] ?? ROOT;
    if (ends[node] !== undefined) ending.push(node);
    else rows[node] = plain++;
  }
  for (let i = 0; i < ending.length; i++) rows[ending[i] ?? ROOT] = plain + i;
  return { rows, firstEnding: plain, endings: ending.map((node) => ends[node] ?? []) };
}

const MOST_IN_TWO_BYTES = 0x10000;

/** A node goes where its suffix goes, but for its own children. */
function tableOf(
  { order, suffix, firstChild, nextSibling, label }: KeywordTree,
  rows: Int32Array,
  rowBits: number,
): Uint16Array | Uint32Array {
  const size = order.length << rowBits;
  const next = order.length <= MOST_IN_TWO_BYTES ? new Uint16Array(size) : new Uint32Array(size);
  const width = 1 << rowBits;
  for (let i = 0; i < order.length; i++) {
    const node = order[i] ?? ROOT;
    const row = (rows[node] ?? 0) << rowBits;
    const from = (rows[suffix[node] ?? ROOT] ?? 0) << rowBits;
    if (node !== ROOT) next.copyWithin(row, from, from + width);
    for (let child = firstChild[node] ?? NONE; child !== NONE; child = nextSibling[child] ?? NONE) {
      next[row + (label[child] ?? 0)] = rows[child] ?? 0;
    }
  }
  return next;
}
