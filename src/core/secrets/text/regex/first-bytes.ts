import { ANY_BYTE, type ByteSet, NO_BYTE, unionOf } from './byte-set.ts';
import { matchLengthOf } from './match-length.ts';
import type { RegexNode } from './regex-node.ts';

/** The bytes that a match may begin with. A match that may be empty begins with any. */
export function firstBytesOf(node: RegexNode): ByteSet {
  return matchLengthOf(node).min === 0 ? ANY_BYTE : firstOf(node);
}

function firstOf(node: RegexNode): ByteSet {
  switch (node.kind) {
    case 'set':
      return node.set;
    case 'choice':
      return unionOf(node.options.map(firstOf));
    case 'repeat':
      return firstOf(node.body);
    case 'look':
      return NO_BYTE;
    case 'backreference':
      return ANY_BYTE;
    case 'sequence':
      return unionOf(beginningOf(node.parts).map(firstOf));
  }
}

/** The parts up to the first that takes something for sure. */
function beginningOf(parts: readonly RegexNode[]): readonly RegexNode[] {
  const sure = parts.findIndex((part) => matchLengthOf(part).min > 0);
  return sure === -1 ? parts : parts.slice(0, sure + 1);
}
