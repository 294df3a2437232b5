import { ReadFault, tooDeep } from '../read-fault.ts';
import type { Node, Pair, ScalarNode } from './node.ts';
import { createScanner, type Scanner } from './scanner.ts';
import { tagName } from './tag.ts';
import type { Token, TokenType } from './token.ts';
import { peekToken, skipToken } from './tokenize.ts';

interface Composer {
  readonly scanner: Scanner;
  readonly anchors: Map<string, Node>;
  readonly maxDepth: number;
  depth: number;
}

/** What stands in front of a node. */
interface Properties {
  readonly at: number;
  readonly anchor: string | undefined;
  readonly tag: string;
}

/**
 * Reads the only document of a text; undefined when it holds no value at all. Throws a ReadFault.
 * `afterMarker` says that the text stands behind a `---` on the same line.
 */
export function composeDocument(text: string, afterMarker: boolean, maxDepth: number): Node | undefined {
  const composer = { scanner: createScanner(text, afterMarker), anchors: new Map<string, Node>(), maxDepth, depth: 0 };
  if (peekToken(composer.scanner).type === 'end') return undefined;
  const root = composeNode(composer, true, false);
  const next = peekToken(composer.scanner);
  if (next.type !== 'end') {
    throw new ReadFault(
      'trailing-content',
      'the document has ended here, what follows would be dropped unseen: put "---" before it or remove it',
      next.at,
    );
  }
  return root;
}

function take(composer: Composer): Token {
  const token = peekToken(composer.scanner);
  skipToken(composer.scanner);
  return token;
}

function next(composer: Composer): TokenType {
  return peekToken(composer.scanner).type;
}

function composeNode(composer: Composer, block: boolean, entriesAllowed: boolean): Node {
  const first = peekToken(composer.scanner);
  if (first.type === 'alias') return composeAlias(composer, first.value, first.at);
  const properties = composeProperties(composer);
  const token = peekToken(composer.scanner);
  if (token.type === 'scalar') {
    skipToken(composer.scanner);
    return anchored(composer, properties, scalarNode(properties, token.value, token.plain));
  }
  if (token.type === 'flow-sequence') return composeSequence(composer, properties, fillFlowSequence);
  if (token.type === 'flow-mapping') return composeMapping(composer, properties, fillFlowMapping);
  if (token.type === 'block-sequence' && block) return composeSequence(composer, properties, fillBlockSequence);
  if (token.type === 'block-mapping' && block) return composeMapping(composer, properties, fillBlockMapping);
  if (token.type === 'block-entry' && entriesAllowed) return composeSequence(composer, properties, fillEntries);
  if (properties.anchor === undefined && properties.tag === '') throw expectedValue(token);
  return anchored(composer, properties, scalarNode(properties, '', true));
}

function expectedValue(token: Token): ReadFault {
  return new ReadFault('syntax', 'a value is expected here', token.at);
}

function composeAlias(composer: Composer, name: string, at: number): Node {
  skipToken(composer.scanner);
  const target = composer.anchors.get(name);
  if (target === undefined)
    throw new ReadFault('unknown-anchor', 'no anchor of this name stands before this alias', at);
  return { kind: 'alias', at, target };
}

/** An anchor and a tag in either order. */
function composeProperties(composer: Composer): Properties {
  const { at } = peekToken(composer.scanner);
  const anchor = composeAnchor(composer);
  const tag = composeTag(composer);
  return { at, anchor: anchor ?? (tag === '' ? undefined : composeAnchor(composer)), tag };
}

function composeAnchor(composer: Composer): string | undefined {
  const token = peekToken(composer.scanner);
  if (token.type !== 'anchor') return undefined;
  skipToken(composer.scanner);
  return token.value;
}

function composeTag(composer: Composer): string {
  const token = peekToken(composer.scanner);
  if (token.tag === undefined) return '';
  skipToken(composer.scanner);
  return tagName(token.tag, token.at);
}

function anchored<N extends Node>(composer: Composer, properties: Properties, node: N): N {
  if (properties.anchor !== undefined) composer.anchors.set(properties.anchor, node);
  return node;
}

function scalarNode({ at, tag }: Properties, value: string, plain: boolean): ScalarNode {
  return { kind: 'scalar', at, value, tag, implicit: tag === '' ? plain : tag === '!' };
}

function emptyScalar(at: number): ScalarNode {
  return { kind: 'scalar', at, value: '', tag: '', implicit: true };
}

/** Registers a collection under its anchor before its children are read: they may refer to it. */
function composeSequence(
  composer: Composer,
  properties: Properties,
  fill: (composer: Composer, items: Node[]) => void,
): Node {
  const items: Node[] = [];
  const node = anchored(composer, properties, { kind: 'sequence', at: properties.at, items });
  enter(composer, properties.at);
  fill(composer, items);
  composer.depth -= 1;
  return node;
}

function composeMapping(
  composer: Composer,
  properties: Properties,
  fill: (composer: Composer, pairs: Pair[]) => void,
): Node {
  const pairs: Pair[] = [];
  const node = anchored(composer, properties, { kind: 'mapping', at: properties.at, pairs });
  enter(composer, properties.at);
  fill(composer, pairs);
  composer.depth -= 1;
  return node;
}

function enter(composer: Composer, at: number): void {
  composer.depth += 1;
  if (composer.depth > composer.maxDepth) throw tooDeep(composer.maxDepth, at);
}

/** The token types that mean "no value here" behind an indicator. */
const AFTER_BLOCK_ENTRY: readonly TokenType[] = ['block-entry', 'block-end'];
const AFTER_ENTRY: readonly TokenType[] = ['block-entry', 'key', 'value', 'block-end'];
const AFTER_KEY_OR_VALUE: readonly TokenType[] = ['key', 'value', 'block-end'];
const AFTER_FLOW_KEY: readonly TokenType[] = ['value', 'flow-entry', 'flow-mapping-end'];
const AFTER_FLOW_VALUE: readonly TokenType[] = ['flow-entry', 'flow-mapping-end'];
const AFTER_PAIR_VALUE: readonly TokenType[] = ['flow-entry', 'flow-sequence-end'];

/** Skips an indicator and reads the node behind it, which is null when one of `absent` follows. */
function composeAfter(composer: Composer, absent: readonly TokenType[], block: boolean, entriesAllowed: boolean): Node {
  const { at } = take(composer);
  return absent.includes(next(composer)) ? emptyScalar(at) : composeNode(composer, block, entriesAllowed);
}

function fillBlockSequence(composer: Composer, items: Node[]): void {
  skipToken(composer.scanner);
  while (next(composer) === 'block-entry') items.push(composeAfter(composer, AFTER_BLOCK_ENTRY, true, false));
  closeBlock(composer, 'a "- " item is expected here, or less indentation');
}

/** Items at the column of the mapping that holds them: no block was opened for them. */
function fillEntries(composer: Composer, items: Node[]): void {
  while (next(composer) === 'block-entry') items.push(composeAfter(composer, AFTER_ENTRY, true, false));
}

function fillBlockMapping(composer: Composer, pairs: Pair[]): void {
  skipToken(composer.scanner);
  while (next(composer) === 'key') {
    const key = composeAfter(composer, AFTER_KEY_OR_VALUE, true, true);
    pairs.push({ key, value: composeValue(composer, AFTER_KEY_OR_VALUE, true) });
  }
  closeBlock(composer, 'a key of the mapping is expected here: correct the indentation');
}

function composeValue(composer: Composer, absent: readonly TokenType[], block: boolean): Node {
  const token = peekToken(composer.scanner);
  return token.type === 'value' ? composeAfter(composer, absent, block, block) : emptyScalar(token.at);
}

function closeBlock(composer: Composer, message: string): void {
  const token = take(composer);
  if (token.type !== 'block-end') throw new ReadFault('syntax', message, token.at);
}

function fillFlowSequence(composer: Composer, items: Node[]): void {
  skipToken(composer.scanner);
  while (next(composer) !== 'flow-sequence-end') {
    if (items.length > 0) skipComma(composer, 'flow-sequence-end');
    const type = next(composer);
    if (type === 'key') items.push(composePair(composer));
    else if (type !== 'flow-sequence-end') items.push(composeNode(composer, false, false));
  }
  skipToken(composer.scanner);
}

/** `[a: b]` holds one mapping with one pair. */
function composePair(composer: Composer): Node {
  const { at } = peekToken(composer.scanner);
  const key = composeAfter(composer, ['value', ...AFTER_PAIR_VALUE], false, false);
  return { kind: 'mapping', at, pairs: [{ key, value: composeValue(composer, AFTER_PAIR_VALUE, false) }] };
}

function fillFlowMapping(composer: Composer, pairs: Pair[]): void {
  skipToken(composer.scanner);
  while (next(composer) !== 'flow-mapping-end') {
    if (pairs.length > 0) skipComma(composer, 'flow-mapping-end');
    const { type, at } = peekToken(composer.scanner);
    if (type === 'key') {
      const key = composeAfter(composer, AFTER_FLOW_KEY, false, false);
      pairs.push({ key, value: composeValue(composer, AFTER_FLOW_VALUE, false) });
    } else if (type !== 'flow-mapping-end') {
      pairs.push({ key: composeNode(composer, false, false), value: emptyScalar(at) });
    }
  }
  skipToken(composer.scanner);
}

function skipComma(composer: Composer, end: 'flow-sequence-end' | 'flow-mapping-end'): void {
  const token = take(composer);
  if (token.type === 'flow-entry') return;
  const bracket = end === 'flow-sequence-end' ? ']' : '}';
  throw new ReadFault('syntax', `"," or "${bracket}" is expected here`, token.at);
}
