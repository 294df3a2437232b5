import type { FieldPath } from '../../model/location.ts';
import { toKey } from '../values/plain-scalar.ts';
import type { MappingNode, Node, SequenceNode } from './node.ts';
import { isMerge, resolve } from './node-json.ts';

/** A part of a document: where its key or item stands, and its value. */
interface Part {
  readonly at: number;
  readonly value: Node;
}

/** Offset of the deepest part of a path, in a tree that `nodeToJson` has accepted. Aliases and merges are followed. */
export function locateInYaml(root: Node, path: FieldPath): { at: number; exact: boolean } {
  let found: Part = { at: root.at, value: root };
  for (const segment of path) {
    const part = partOf(followed(found.value), segment);
    if (part === undefined) return { at: found.at, exact: false };
    found = part;
  }
  return { at: found.at, exact: true };
}

function followed(node: Node): Node {
  return node.kind === 'alias' ? node.target : node;
}

function partOf(node: Node, segment: string | number): Part | undefined {
  switch (node.kind) {
    case 'mapping':
      return entryOf(node, String(segment));
    case 'sequence':
      return itemOf(node, segment);
    case 'scalar':
    case 'alias':
      return undefined;
  }
}

function itemOf(node: SequenceNode, segment: string | number): Part | undefined {
  const index = Number(segment);
  const value = String(index) === String(segment) ? node.items[index] : undefined;
  return value === undefined ? undefined : { at: value.at, value };
}

function entryOf(node: MappingNode, name: string): Part | undefined {
  for (const { key, value } of node.pairs) {
    const part = isMerge(key)
      ? mergedEntryOf(followed(value), name)
      : keyName(key) === name
        ? { at: key.at, value }
        : undefined;
    if (part !== undefined) return part;
  }
  return undefined;
}

function mergedEntryOf(source: Node, name: string): Part | undefined {
  if (source.kind === 'mapping') return entryOf(source, name);
  if (source.kind !== 'sequence') return undefined;
  for (const item of source.items) {
    const part = mergedEntryOf(followed(item), name);
    if (part !== undefined) return part;
  }
  return undefined;
}

function keyName(key: Node): string | undefined {
  const node = followed(key);
  return node.kind === 'scalar' ? toKey(resolve(node, 'yaml-1.1')) : undefined;
}
