import type { Locate } from './create-document.ts';
import { createFastReader } from './fast/fast-reader.ts';
import type { ParseLimits } from './limits.ts';
import { ReadFault } from './read-fault.ts';
import { type BooleanWords, mayHoldOldBooleans } from './values/plain-scalar.ts';
import type { Stretch } from './split-documents.ts';
import { checkYamlCharacters, isUnusual } from './unusual-characters.ts';
import type { Utf8Codec } from './utf8.ts';
import { composeDocument } from './yaml/compose.ts';
import { locateInYaml } from './yaml/locate-in-yaml.ts';
import type { Node } from './yaml/node.ts';
import { nodeToJson } from './yaml/node-json.ts';

/** What a stretch of YAML turned out to be. The offsets of a fault count from the start of the stretch. */
export type StretchOutcome =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'value'; readonly json: string; readonly start: number }
  | { readonly kind: 'fault'; readonly fault: ReadFault };

/**
 * A reader for the stretches of one text. It tries the fast reader first and falls back on the complete one. The fast one knows the
 * booleans of YAML 1.1 only.
 */
export function createStretchReader(
  text: string,
  limits: ParseLimits,
  utf8: Utf8Codec,
  booleans: BooleanWords,
): (stretch: Stretch) => StretchOutcome {
  const isForComplete = isUnusual(text) || (booleans === 'yaml-1.2' && mayHoldOldBooleans(text));
  const readFast = isForComplete ? undefined : createFastReader(limits.maxDepth, utf8);
  return (stretch) => {
    const start = readFast === undefined ? undefined : firstLine(text, stretch);
    const json = start === undefined ? undefined : readFast?.(text.slice(start, stretch.end));
    if (start === undefined || json === undefined) return readCompletely(text, stretch, limits, booleans);
    return json === '' ? { kind: 'nothing' } : { kind: 'value', json, start: firstToken(text, start) };
  };
}

/** Offset of the first token at or behind the start of a line; there is one. */
function firstToken(text: string, lineStart: number): number {
  let at = lineStart;
  for (;;) {
    while (text.charCodeAt(at) === 0x20) at += 1;
    const code = text.charCodeAt(at);
    if (code !== 0x0a && code !== 0x23) return at;
    at = text.indexOf('\n', at) + 1;
  }
}

/** Offset of the first whole line of a stretch; undefined when more than a comment shares the line of its marker. */
function firstLine(text: string, { start, opener }: Stretch): number | undefined {
  if (opener !== 'start-marker') return opener === 'text' ? start : undefined;
  const lineFeed = text.indexOf('\n', start);
  return lineFeed === start || /^ +(?:#.*)?$/.test(text.slice(start, lineFeed)) ? lineFeed + 1 : undefined;
}

/** Reads any stretch, or finds out what is wrong with it. */
function readCompletely(text: string, stretch: Stretch, limits: ParseLimits, booleans: BooleanWords): StretchOutcome {
  try {
    const root = compose(text, stretch, limits);
    if (root === undefined) return { kind: 'nothing' };
    if (stretch.opener === 'end-marker') return unopened(root.at);
    return { kind: 'value', json: nodeToJson(root, limits, booleans), start: stretch.start + root.at };
  } catch (error) {
    if (!(error instanceof ReadFault)) throw error;
    return stretch.opener === 'end-marker' ? unopened(error.at) : { kind: 'fault', fault: error };
  }
}

function compose(text: string, { start, end, opener }: Stretch, { maxDepth }: ParseLimits): Node | undefined {
  const own = text.slice(start, end);
  checkYamlCharacters(own);
  return composeDocument(own, opener === 'start-marker', maxDepth);
}

function unopened(at: number): StretchOutcome {
  const message = 'Kubernetes tools drop what follows "..." unseen: put "---" before it';
  return { kind: 'fault', fault: new ReadFault('trailing-content', message, at) };
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
