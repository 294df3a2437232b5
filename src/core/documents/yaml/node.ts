/** The tree of one document as written: aliases and merges not yet followed, scalars not yet resolved. */
export type Node = ScalarNode | SequenceNode | MappingNode | AliasNode;

interface NodeBase {
  /** Offset of the first character, its anchor or tag included. */
  readonly at: number;
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly value: string;
  /** Full tag name; '' when there is none. */
  readonly tag: string;
  /** Plain and untagged, or tagged with a lone `!`: only then `<<` merges and only the former resolves to other types. */
  readonly implicit: boolean;
}

export interface SequenceNode extends NodeBase {
  readonly kind: 'sequence';
  readonly items: readonly Node[];
}

export interface MappingNode extends NodeBase {
  readonly kind: 'mapping';
  readonly pairs: readonly Pair[];
}

export interface Pair {
  readonly key: Node;
  readonly value: Node;
}

export interface AliasNode extends NodeBase {
  readonly kind: 'alias';
  /** May contain the alias itself: whoever follows it must notice. */
  readonly target: Node;
}
