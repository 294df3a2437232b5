import { decodeBase64Text } from '../../../documents/values/base64.ts';
import type { Encoding } from '../../finding.ts';
import { isReference } from '../../values/is-reference.ts';
import { innerDocuments } from '../inner-documents.ts';
import type { Claim, Leaf } from '../leaf.ts';
import type { Place } from '../place.ts';
import type { Reading, Search } from '../search.ts';
import { judgeContent } from './judge-content.ts';

/** What the Secret says of its values. */
export interface AboutSecret {
  readonly type: string;
  /** It describes a repository or a cluster to Argo CD: most of its keys are settings. */
  readonly isArgoCd: boolean;
}

/** A value under `data` or `stringData` of a Secret, or of a template that becomes one. */
export const secretValue =
  (about: AboutSecret & { readonly isBase64: boolean }): Reading =>
  (value, place, search) => {
    if (typeof value === 'number' || typeof value === 'boolean')
      return readSecretText(String(value), [], about, place, search);
    if (typeof value !== 'string') return search.anything(value, place, search);
    if (isHarmless(value, search)) return;
    const decoded = about.isBase64 ? decodeBase64Text(value) : undefined;
    if (decoded === undefined) readSecretText(value, [], about, place, search);
    else readSecretText(decoded, ['base64'], about, place, search);
  };

function readSecretText(
  text: string,
  decoded: readonly Encoding[],
  about: AboutSecret,
  place: Place,
  search: Search,
): void {
  if (isHarmless(text, search) || isEncodedReference(text)) return;
  const key = String(place.key);
  const content = judgeContent(text, key, about);
  if (content === undefined) return search.add({ place, label: key, text, decoded, isSettled: true });
  const { title, confidence, isContainer = false } = content;
  const claim: Claim = { rule: 'k8s-secret-plaintext', title, confidence, secret: text, isContainer };
  const leaf: Leaf = { place, label: key, text, decoded, claim, ...(isContainer ? innerDocuments(text, key) : {}) };
  search.add(leaf);
}

const isHarmless = (text: string, search: Search): boolean => isReference(text) || search.isPlaceholder(text);

/** Some encode a placeholder once more: a tool decodes, fills in and encodes again. */
function isEncodedReference(text: string): boolean {
  if (!/^[A-Za-z0-9+/=\s]{8,}$/.test(text)) return false;
  const decoded = decodeBase64Text(text.trim());
  return decoded !== undefined && isReference(decoded);
}
