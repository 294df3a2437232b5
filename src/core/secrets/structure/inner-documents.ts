import type { FieldPath } from '../../model/location.ts';
import { parseDocuments } from '../../documents/parse-documents.ts';
import type { InnerDocument, Leaf } from './leaf.ts';

/** Longer texts are left to the rules of text. */
const MAX_LENGTH = 1024 * 1024;

/** Each line that is looked up reads the text again; of a text with more findings, the rest point to its beginning. */
const MAX_LOCATED = 200;

/** The documents of a text whose name or beginning says that it is YAML or JSON. A text that cannot be read has none. */
export function innerDocuments(text: string, name: string): Pick<Leaf, 'inner'> {
  if (text.length > MAX_LENGTH || !(/\.(?:ya?ml|json)$/i.test(name) || /^\s*[{[]/.test(text))) return {};
  return documentsIn(text);
}

export function documentsIn(text: string): Pick<Leaf, 'inner'> {
  const { documents, faults } = parseDocuments(text);
  if (documents.length === 0 || faults.length > 0) return {};
  let located = 0;
  const inner = documents.map((document): InnerDocument => {
    const lineOf = (path: FieldPath): number => (located++ < MAX_LOCATED ? document.locate(path).line - 1 : 0);
    return { value: document.value, lineOf };
  });
  return inner.some(({ value }) => typeof value === 'object') ? { inner } : {};
}
