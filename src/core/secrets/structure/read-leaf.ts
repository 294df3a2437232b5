import { isReference } from '../values/is-reference.ts';
import { isSensitiveName } from '../values/is-sensitive-name.ts';
import { looksLikeSecret } from '../values/looks-like-secret.ts';
import type { Confidence } from '../rule.ts';
import type { Claim } from './leaf.ts';
import { titleOfName } from './name-title.ts';
import { nameOf, type Place } from './place.ts';
import type { Reading, Search } from './search.ts';
import type { StructureRule } from './structure-rules.ts';

/** Reads a text by the name that it stands under. */
export const namedText =
  (name: string, confidence: Confidence = 'likely'): Reading =>
  (value, place, search) => {
    if (typeof value !== 'string') return search.anything(value, place, search);
    readNamed(value, name, place, search, confidence);
  };

/** A text of which only the name of its field is known. */
export function readText(text: string, place: Place, search: Search): void {
  readNamed(text, nameOf(place), place, search, 'likely');
}

export function readNamed(text: string, name: string, place: Place, search: Search, confidence: Confidence): void {
  if (text === '' || isReference(text) || search.isPlaceholder(text)) return;
  const claim = search.style.names === 'telling' ? claimByName(search.style.rule, name, text, confidence) : undefined;
  const isSettled = search.style.names === 'silent';
  search.add({ place, label: name, text, decoded: [], isSettled, ...(claim === undefined ? {} : { claim }) });
}

/** A value that looks like a secret, under the name of one. Texts of several lines are for the rules of text. */
export function claimByName(
  rule: StructureRule,
  name: string,
  text: string,
  confidence: Confidence,
): Claim | undefined {
  if (text.includes('\n') || !isSensitiveName(name) || !looksLikeSecret(text)) return undefined;
  return { rule, title: titleOfName(name), confidence, secret: text };
}
