/**
 * Finds all of many keywords in one pass (Aho and Corasick, 1975), whatever the case of their ASCII letters. The transitions are
 * a dense table over classes of bytes: a step is two loads and an addition, whatever the number of keywords.
 */
export interface KeywordAutomaton {
  /** Class of each of the 256 bytes; bytes that stand in no keyword share class 0. */
  readonly classes: Uint8Array;
  /** Next state by state + class. A state is the index of its row, so that no step multiplies. */
  readonly next: Int32Array;
  /** States from this one on end keywords; those before it end none. */
  readonly firstEnding: number;
  /** Keywords (their places in the list) that end in a state: `endings[(state - firstEnding) / width]`. */
  readonly endings: readonly (readonly number[])[];
  /** Length of a row. */
  readonly width: number;
}

/** A node while the tree of keywords is grown. */
interface Node {
  readonly children: Map<number, Node>;
  readonly ends: number[];
  /** Where the longest proper suffix that is in the tree, too, ends. */
  suffix?: Node;
  row: number;
}

/** @param keywords lower case, not empty, of characters below 256; a byte is one character */
export function buildKeywordAutomaton(keywords: readonly string[]): KeywordAutomaton {
  const { classes, count: width } = classesOf(keywords);
  const root = growTree(keywords, classes);
  const nodes = linkSuffixes(root);
  const [plain, ending] = [nodes.filter(({ ends }) => ends.length === 0), nodes.filter(({ ends }) => ends.length > 0)];
  for (const [i, node] of [...plain, ...ending].entries()) node.row = i * width;
  return {
    classes,
    next: tableOf(nodes, width),
    firstEnding: plain.length * width,
    endings: ending.map(({ ends }) => ends),
    width,
  };
}

function classesOf(keywords: readonly string[]): { readonly classes: Uint8Array; readonly count: number } {
  const classes = new Uint8Array(256);
  let count = 1;
  for (const keyword of keywords) {
    for (let i = 0; i < keyword.length; i++) {
      const code = keyword.charCodeAt(i);
      if (classes[code] !== 0) continue;
      classes[code] = count;
      if (code >= 0x61 && code <= 0x7a) classes[code - 0x20] = count;
      count++;
    }
  }
  return { classes, count };
}

function growTree(keywords: readonly string[], classes: Uint8Array): Node {
  const root = createNode();
  for (const [index, keyword] of keywords.entries()) {
    let node = root;
    for (let i = 0; i < keyword.length; i++) node = childOf(node, classes[keyword.charCodeAt(i)] ?? 0);
    node.ends.push(index);
  }
  return root;
}

const createNode = (): Node => ({ children: new Map(), ends: [], row: 0 });

function childOf(node: Node, byteClass: number): Node {
  const child = node.children.get(byteClass) ?? createNode();
  node.children.set(byteClass, child);
  return child;
}

/** Gives each node its suffix and the keywords that end there, too. All nodes, a node after those nearer to the root. */
function linkSuffixes(root: Node): readonly Node[] {
  const nodes = [root];
  for (const node of nodes) {
    for (const [byteClass, child] of node.children) {
      child.suffix = suffixBelow(node.suffix, byteClass) ?? root;
      child.ends.push(...child.suffix.ends);
      nodes.push(child);
    }
  }
  return nodes;
}

function suffixBelow(from: Node | undefined, byteClass: number): Node | undefined {
  for (let node = from; node !== undefined; node = node.suffix) {
    const child = node.children.get(byteClass);
    if (child !== undefined) return child;
  }
  return undefined;
}

/** A node's row is that of its suffix, but for its own children. */
function tableOf(nodes: readonly Node[], width: number): Int32Array {
  const next = new Int32Array(nodes.length * width);
  for (const { row, suffix, children } of nodes) {
    if (suffix !== undefined) next.copyWithin(row, suffix.row, suffix.row + width);
    for (const [byteClass, child] of children) next[row + byteClass] = child.row;
  }
  return next;
}
