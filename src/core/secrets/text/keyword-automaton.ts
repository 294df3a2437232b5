/**
 * Finds all of many keywords in one pass (Aho and Corasick, 1975), whatever the case of their ASCII letters. The transitions are
 * a dense table over classes of bytes: a step is two loads and an addition, whatever the number of keywords.
 */
export interface KeywordAutomaton {
  /** Class of each of the 256 bytes; bytes that stand in no keyword share class 0. */
  readonly classes: Uint8Array;
  /** Length of a row of the table: the number of classes. */
  readonly width: number;
  /** Next state by state + class. A state is the index of its row, so that no step multiplies. */
  readonly next: Int32Array;
  /** States from this one on end keywords; those before it end none. */
  readonly firstEnding: number;
  /** Keywords (their places in the list) that end in a state: `endings[(state - firstEnding) / width]`. */
  readonly endings: readonly (readonly number[])[];
}

/** @param keywords lower case, not empty, of characters below 256; a byte is one character */
export function buildKeywordAutomaton(keywords: readonly string[]): KeywordAutomaton {
  const { classes, width } = classesOf(keywords);
  const tree = growTree(keywords, classes, width);
  const order = linkSuffixes(tree, width);
  return { classes, width, ...renumber(tree, order, width) };
}

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

/** The keywords as a tree: the children of a node by class, 0 for none, since the root is nobody's child. */
interface Tree {
  readonly children: Int32Array;
  readonly size: number;
  readonly ends: (readonly number[] | undefined)[];
}

function growTree(keywords: readonly string[], classes: Uint8Array, width: number): Tree {
  const mostNodes = keywords.reduce((sum, { length }) => sum + length, 1);
  const children = new Int32Array(mostNodes * width);
  const ends: (readonly number[] | undefined)[] = [];
  let size = 1;
  for (const [index, keyword] of keywords.entries()) {
    let node = 0;
    for (let i = 0; i < keyword.length; i++) {
      const at = node * width + (classes[keyword.charCodeAt(i)] ?? 0);
      node = children[at] || (children[at] = size++);
    }
    ends[node] = [...(ends[node] ?? []), index];
  }
  return { children, size, ends };
}

/**
 * Completes the tree to an automaton: where a node has no child it goes where its longest proper suffix in the tree goes, and it
 * ends what that ends. Returns the nodes, those nearer to the root first.
 */
function linkSuffixes({ children, size, ends }: Tree, width: number): Int32Array {
  const order = new Int32Array(size);
  const suffix = new Int32Array(size);
  let known = 1;
  for (let i = 0; i < size; i++) {
    const node = order[i] ?? 0;
    const [row, suffixRow] = [node * width, (suffix[node] ?? 0) * width];
    for (let byteClass = 0; byteClass < width; byteClass++) {
      const child = children[row + byteClass] ?? 0;
      const fallback = node === 0 ? 0 : (children[suffixRow + byteClass] ?? 0);
      if (child === 0) children[row + byteClass] = fallback;
      else {
        order[known++] = child;
        suffix[child] = fallback;
        if (ends[fallback] !== undefined) ends[child] = [...(ends[child] ?? []), ...ends[fallback]];
      }
    }
  }
  return order;
}

/** Rows in another order: those of nodes that end keywords come last. */
function renumber(tree: Tree, order: Int32Array, width: number): Omit<KeywordAutomaton, 'classes' | 'width'> {
  const isEnding = (node: number): boolean => tree.ends[node] !== undefined;
  const plain = order.filter((node) => !isEnding(node));
  const ending = order.filter(isEnding);
  const rows = new Int32Array(tree.size);
  plain.forEach((node, i) => (rows[node] = i * width));
  ending.forEach((node, i) => (rows[node] = (plain.length + i) * width));
  const next = new Int32Array(tree.size * width);
  for (let node = 0; node < tree.size; node++) {
    const [from, to] = [node * width, rows[node] ?? 0];
    for (let i = 0; i < width; i++) next[to + i] = rows[tree.children[from + i] ?? 0] ?? 0;
  }
  return { next, firstEnding: plain.length * width, endings: Array.from(ending, (node) => tree.ends[node] ?? []) };
}
