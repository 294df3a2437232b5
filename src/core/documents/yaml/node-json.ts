import type { ParseLimits } from '../limits.ts';
import {
  type BooleanWords,
  resolvePlain,
  resolvePlainModern,
  type ScalarValue,
  toJson,
  toKey,
} from '../values/plain-scalar.ts';
import { duplicateKey, ReadFault, tooDeep } from '../read-fault.ts';
import { MERGE_TAG, resolveTagged } from '../values/tagged-scalar.ts';
import type { AliasNode, MappingNode, Node, ScalarNode, SequenceNode } from './node.ts';

/** The work done so far, as goyaml counts it: what aliases add to it is bounded. */
interface Writer {
  readonly limits: ParseLimits;
  readonly booleans: BooleanWords;
  /** Aliases being followed; meeting one of them again means that it contains itself. */
  readonly following: Set<AliasNode>;
  depth: number;
  decoded: number;
  decodedInAliases: number;
  expansion: number;
}

/** Writes a tree as compact JSON, aliases and merges followed. Throws a ReadFault. */
export function nodeToJson(root: Node, limits: ParseLimits, booleans: BooleanWords = 'yaml-1.1'): string {
  // The root of the text counts once by itself.
  const counts = { depth: 0, decoded: 1, decodedInAliases: 0, expansion: 0 };
  return write({ limits, booleans, following: new Set<AliasNode>(), ...counts }, root);
}

function write(writer: Writer, node: Node): string {
  count(writer, node);
  switch (node.kind) {
    case 'scalar':
      return writeScalar(writer, node);
    case 'sequence':
      return nested(writer, node, writeSequence);
    case 'mapping':
      return nested(writer, node, writeMapping);
    case 'alias':
      return follow(writer, node, (target) => write(writer, target));
  }
}

function nested<N extends Node>(writer: Writer, node: N, writeCollection: (writer: Writer, node: N) => string): string {
  writer.depth += 1;
  if (writer.depth > writer.limits.maxDepth) throw tooDeep(writer.limits.maxDepth, node.at);
  const json = writeCollection(writer, node);
  writer.depth -= 1;
  return json;
}

function writeScalar(writer: Writer, node: ScalarNode): string {
  const json = toJson(resolve(node, writer.booleans));
  if (json === undefined)
    throw new ReadFault('not-json', 'infinity and NaN have no place in JSON: quote the text', node.at);
  return counted(writer, json, node.at);
}

/** The value of a scalar. Quoted text is a string; a lone `!` makes a string of anything. */
export function resolve(node: ScalarNode, booleans: BooleanWords): ScalarValue {
  if (node.tag === '') return node.implicit ? resolveText(node.value, booleans) : { type: 'string', value: node.value };
  const value = resolveTagged(node.tag, node.value);
  if (value === undefined)
    throw new ReadFault('tag', 'this text is no value of the type that its tag names: correct one of them', node.at);
  return value;
}

const resolveText = (text: string, booleans: BooleanWords): ScalarValue =>
  booleans === 'yaml-1.1' ? resolvePlain(text) : resolvePlainModern(text);

function writeSequence(writer: Writer, node: SequenceNode): string {
  let json = '';
  for (const item of node.items) json += `${json === '' ? '' : ','}${write(writer, item)}`;
  return `[${json}]`;
}

function writeMapping(writer: Writer, node: MappingNode): string {
  const entries = new Map<string, Node>();
  let json = '';
  collect(writer, node, entries, (key, value) => {
    json += `${json === '' ? '' : ','}${counted(writer, JSON.stringify(key), value.at)}:${write(writer, value)}`;
  });
  return `{${json}}`;
}

type Emit = (key: string, value: Node) => void;

/** Hands every entry of a mapping to `emit`, merged ones in the place of their `<<`. `seen` holds the keys so far. */
function collect(writer: Writer, node: MappingNode, seen: Map<string, Node>, emit: Emit): void {
  for (const { key, value } of node.pairs) {
    if (isMerge(key)) {
      mergeInto(writer, value, seen, emit);
      continue;
    }
    const name = writeKey(writer, key);
    const other = seen.get(name);
    if (other !== undefined) throw duplicateKey(name, key.at, other.at);
    seen.set(name, key);
    emit(name, value);
  }
}

function writeKey(writer: Writer, node: Node): string {
  count(writer, node);
  if (node.kind === 'alias') return follow(writer, node, (target) => writeKey(writer, target));
  const key = node.kind === 'scalar' ? toKey(resolve(node, writer.booleans)) : undefined;
  if (key === undefined) throw unsupportedKey(node.at);
  return key;
}

function unsupportedKey(at: number): ReadFault {
  return new ReadFault(
    'unsupported-key',
    'a key cannot be null, a collection or a number with this many digits: quote it',
    at,
  );
}

export function isMerge(key: Node): boolean {
  return key.kind === 'scalar' && key.value === '<<' && (key.implicit || key.tag === MERGE_TAG);
}

function mergeInto(writer: Writer, value: Node, seen: Map<string, Node>, emit: Emit): void {
  if (value.kind !== 'sequence') return mergeOne(writer, value, seen, emit);
  for (const item of value.items.toReversed()) mergeOne(writer, item, seen, emit);
}

function mergeOne(writer: Writer, source: Node, seen: Map<string, Node>, emit: Emit): void {
  const mapping = source.kind === 'alias' ? source.target : source;
  if (mapping.kind !== 'mapping')
    throw new ReadFault('merge', '"<<" merges a mapping, an alias of one or a list of these', source.at);
  count(writer, source);
  nested(writer, source, () => {
    if (source.kind === 'alias') follow(writer, source, () => mergeTarget(writer, mapping, seen, emit));
    else collect(writer, mapping, seen, emit);
    return '';
  });
}

function mergeTarget(writer: Writer, mapping: MappingNode, seen: Map<string, Node>, emit: Emit): string {
  count(writer, mapping);
  collect(writer, mapping, seen, emit);
  return '';
}

// Aliases ------------------------------------------------------------------------------------------------------------

function follow(writer: Writer, alias: AliasNode, visit: (target: Node) => string): string {
  if (writer.following.has(alias)) throw new ReadFault('alias-limit', 'this alias contains itself', alias.at);
  writer.following.add(alias);
  const result = visit(alias.target);
  writer.following.delete(alias);
  return result;
}

/** goyaml's bound: of many nodes, only a share that shrinks with their number may come from aliases. */
function count(writer: Writer, node: Node): void {
  writer.decoded += 1;
  if (writer.following.size === 0) return;
  writer.decodedInAliases += 1;
  if (writer.decodedInAliases <= 100 || writer.decoded <= 1000) return;
  if (writer.decodedInAliases / writer.decoded > allowedAliasShare(writer.decoded)) throw tooManyAliases(node.at);
}

function allowedAliasShare(decoded: number): number {
  const share = (decoded - 400_000) / 3_600_000;
  return 0.99 - 0.89 * Math.min(Math.max(share, 0), 1);
}

/** Our bound on the text itself: an alias of a long scalar is one node each time. */
function counted(writer: Writer, json: string, at: number): string {
  if (writer.following.size === 0) return json;
  writer.expansion += json.length;
  if (writer.expansion > writer.limits.maxAliasExpansion) throw tooManyAliases(at);
  return json;
}

function tooManyAliases(at: number): ReadFault {
  return new ReadFault('alias-limit', 'the aliases of this document expand to too much: write the values out', at);
}
