import type { ParseLimits } from '../limits.ts';
import { composeDocument } from './compose.ts';
import { nodeToJson } from './node-json.ts';

/** The complete reader: any text of one document to compact JSON, undefined when it holds no value. Throws a ReadFault. */
export function readExactly(text: string, afterMarker: boolean, limits: ParseLimits): string | undefined {
  const root = composeDocument(text, afterMarker, limits.maxDepth);
  return root === undefined ? undefined : nodeToJson(root, limits);
}
