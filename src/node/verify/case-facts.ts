import { existsSync, readFileSync } from 'node:fs';
import { namesOf } from '../../core/images/decide-image.ts';
import type { ImageKnowledge } from '../../core/images/image-facts.ts';
import type { ImageFinding } from '../../core/images/image-fact.ts';
import { parseReference } from '../../core/images/reference.ts';
import { isJsonObject, type JsonObject } from '../../core/model/json.ts';
import { reasonOf, type FoundFile } from '../files/walk-files.ts';
import { NOTHING_FOUND } from '../../core/images/nothing-found.ts';

/** What stands beside a case and is none: what is known about the images that the case names. */
export const FACTS_FILE: RegExp = /\.facts\.json$/i;

/**
 * The facts of a case: `web.facts.json` beside `web.yaml`, with `images` by their names as they are written, each with the fields
 * of a fact that matter. What is not said is that of an image that verifies and of which nothing more is known. Undefined: there is
 * no such file. A text: why it cannot be used.
 */
export function readCaseFacts({ absolute }: FoundFile): ImageKnowledge | string | undefined {
  const file = absolute.replace(/\.[^.]+$/, '.facts.json');
  if (!existsSync(file)) return undefined;
  try {
    const facts: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isJsonObject(facts) || !isJsonObject(facts['images'])) return 'its facts.json holds no "images"';
    const findings = Object.entries(facts['images']).map(([ref, fact]) => [ref, toFinding(ref, fact)] as const);
    return { places: [], findings: new Map(findings) };
  } catch (error) {
    return `its facts.json cannot be read: ${reasonOf(error)}`;
  }
}

function toFinding(ref: string, fact: unknown): ImageFinding {
  if (!isJsonObject(fact)) throw new Error(`the fact about ${ref} is no object`);
  const known: ImageFinding = {
    ...namesOf(ref, parseReference(ref)),
    status: 'verified',
    ...NOTHING_FOUND,
  };
  return withFields(known, fact);
}

/** Facts go to policies as JSON, so a field that an author writes wrongly is a wrong fact and nothing worse. */
const withFields = (known: ImageFinding, fields: JsonObject): ImageFinding => ({ ...known, ...fields });
