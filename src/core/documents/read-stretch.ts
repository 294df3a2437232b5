import { readDocument } from './fast/block.ts';
import { createCursor, type Cursor } from './fast/cursor.ts';
import type { ParseLimits } from './limits.ts';
import type { Locate } from './create-document.ts';
import { ReadFault } from './read-fault.ts';
import type { Stretch } from './split-documents.ts';
import { checkYamlCharacters, isUnusual } from './unusual-characters.ts';
import { composeDocument } from './yaml/compose.ts';
import { locateInYaml } from './yaml/locate-in-yaml.ts';
import type { Node } from './yaml/node.ts';
import { nodeToJson } from './yaml/node-json.ts';

/** What a stretch of YAML turned out to be. The offsets of a fault count from the start of the stretch. */
export type StretchOutcome =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'value'; readonly json: string; readonly start: number }
  | { readonly kind: 'fault'; readonly fault: ReadFault };

/** A reader for the stretches of one text. It tries the fast reader first and falls back on the complete one. */
export function createStretchReader(text: string, { limits, decodeUtf8 }: ParseOptions): (stretch: Stretch) => StretchOutcome {
  const fast = isUnusual(text) ? undefined : createFastReader(text, limits.maxDepth, decodeUtf8);
  return (stretch) => fast?.(stretch) ?? readCompletely(text, stretch, limits);
}

type FastReader = (stretch: Stretch) => StretchOutcome | undefined;

/** The reader's answer is undefined when it is not sure of what it sees. */
function createFastReader(text: string, maxDepth: number, decodeUtf8: Utf8Decoder): FastReader {
  const cursor = createCursor(text, maxDepth, borrowRoom(text.length));
  return (stretch) => {
    const start = firstLine(text, stretch);
    if (start === undefined || !readWithRoom(cursor, start, stretch.end)) return undefined;
    if (cursor.start === stretch.end) return { kind: 'nothing' };
    const json = decodeUtf8(cursor.out.subarray(0, cursor.length));
    return json === undefined ? undefined : { kind: 'value', json, start: cursor.start };
  };
}

/** Offset of the first whole line of a stretch; undefined when more than a comment shares the line of its marker. */
function firstLine(text: string, { start, opener }: Stretch): number | undefined {
  if (opener !== 'start-marker') return opener === 'text' ? start : undefined;
  const lineFeed = text.indexOf('\n', start);
  return lineFeed === start || /^ +(?:#.*)?$/.test(text.slice(start, lineFeed)) ? lineFeed + 1 : undefined;
}

/** Reads any stretch, or finds out what is wrong with it. */
function readCompletely(text: string, stretch: Stretch, limits: ParseLimits): StretchOutcome {
  try {
    const root = compose(text, stretch, limits);
    if (root === undefined) return { kind: 'nothing' };
    if (stretch.opener === 'end-marker') throw unopened(root.at);
    return { kind: 'value', json: nodeToJson(root, limits), start: stretch.start + root.at };
  } catch (error) {
    if (error instanceof ReadFault) return { kind: 'fault', fault: error };
    throw error;
  }
}

function compose(text: string, { start, end, opener }: Stretch, { maxDepth }: ParseLimits): Node | undefined {
  const own = text.slice(start, end);
  checkYamlCharacters(own);
  return composeDocument(own, opener === 'start-marker', maxDepth);
}

function unopened(at: number): ReadFault {
  return new ReadFault('trailing-content', 'Kubernetes tools drop what follows "..." unseen: put "---" before it', at);
}

/** Finds paths in a stretch that was read before. Its tree is built on first use. */
export function createStretchLocator(text: string, stretch: Stretch, limits: ParseLimits): Locate {
  let root: Node | undefined;
  return (path) => {
    root ??= compose(text, stretch, limits);
    if (root === undefined) return { at: stretch.start, exact: false };
    const { at, exact } = locateInYaml(root, path);
    return { at: stretch.start + at, exact };
  };
}
