import type { RegexNode } from './regex-node.ts';

/** The nodes that a node is made of; a reference repeats another part of the pattern and has none of its own. */
export function partsOf(node: RegexNode): readonly RegexNode[] {
  switch (node.kind) {
    case 'set':
    case 'backreference':
      return [];
    case 'sequence':
      return node.parts;
    case 'choice':
      return node.options;
    case 'repeat':
    case 'look':
      return [node.body];
  }
}
