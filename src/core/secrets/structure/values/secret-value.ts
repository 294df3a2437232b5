import { decodeBase64Text } from '../../../documents/values/base64.ts';
import type { JsonValue } from '../../../model/json.ts';
import type { Encoding } from '../../finding.ts';
import { isReference } from '../../values/is-reference.ts';
import { innerDocuments } from '../inner-documents.ts';
import type { Claim } from '../leaf.ts';
import { titleOfName } from '../name-title.ts';
import type { Place } from '../place.ts';
import type { Reading, Search } from '../search.ts';
import type { StructureRule } from '../structure-rules.ts';
import { type AboutSecret, type Content, judgeContent } from './judge-content.ts';

export interface SecretValueOptions extends AboutSecret {
  readonly rule: StructureRule;
  readonly isBase64: boolean;
  /** No credential stands beside it: then a name of a user says nothing. */
  readonly isAlone?: boolean;
  /** Absent: the name of the field. */
  readonly key?: string;
}

/** Whether a value grants something, rather than to tell who or where. */
export function isCredential(value: JsonValue, key: string, { isBase64, ...about }: SecretValueOptions): boolean {
  if (typeof value !== 'string' || isReference(value)) return false;
  const text = isBase64 ? (decodeBase64Text(value) ?? value) : value;
  if (isReference(text) || isEncodedReference(text)) return false;
  const { kind } = judgeContent(text, key, about);
  return kind !== 'public' && kind !== 'setting';
}

/** A value under `data` or `stringData` of a Secret, or of what becomes one: every literal counts, whatever its key is called. */
export const secretValue =
  (options: SecretValueOptions): Reading =>
  (value, place, search) => {
    if (typeof value === 'number' || typeof value === 'boolean')
      return readSecretText(String(value), [], options, place, search);
    if (typeof value !== 'string') return search.anything(value, place, search);
    if (isHarmless(value, search)) return;
    const decoded = options.isBase64 ? decodeBase64Text(value) : undefined;
    if (decoded === undefined) readSecretText(value, [], options, place, search);
    else if (decoded.includes('\ufffd')) readBinary(value, decoded, options, place, search);
    else readSecretText(decoded, ['base64'], options, place, search);
  };

/** Bytes that are no text are a key store, an archive or a key: told apart by how they are encoded, for they have no other text. */
function readBinary(
  value: string,
  text: string,
  { rule, key }: SecretValueOptions,
  place: Place,
  search: Search,
): void {
  const label = key ?? String(place.key);
  const claim: Claim = { rule, title: 'a binary value', confidence: 'certain', secret: value.replaceAll(/\s/g, '') };
  search.add({ place, label, text, decoded: ['base64'], claim });
}

function readSecretText(
  text: string,
  decoded: readonly Encoding[],
  options: SecretValueOptions,
  place: Place,
  search: Search,
): void {
  if (isHarmless(text, search) || isEncodedReference(text)) return;
  const label = options.key ?? String(place.key);
  const content = judgeContent(text, label, options);
  if (content.kind === 'public' || (content.kind === 'setting' && options.isAlone === true))
    return search.add({ place, label, text, decoded, isSettled: true });
  const claim = claimOf(content, label, text, options.rule);
  search.add({
    place,
    label,
    text,
    decoded,
    claim,
    ...(claim.isContainer === true ? innerDocuments(text, label) : {}),
  });
}

const isHarmless = (text: string, search: Search): boolean => isReference(text) || search.isPlaceholder(text);

/** Some encode a placeholder once more: a tool decodes, fills in and encodes again. */
function isEncodedReference(text: string): boolean {
  if (!/^[A-Za-z0-9+/=\s]{8,}$/.test(text)) return false;
  const decoded = decodeBase64Text(text.trim());
  return decoded !== undefined && isReference(decoded);
}

type SecretContent = Exclude<Content, { readonly kind: 'public' }>;

/** Whoever puts a value into a Secret says that it is one; only settings and files of settings may hold nothing. */
export function claimOf(content: SecretContent, key: string, text: string, rule: StructureRule): Claim {
  const isTemplate = /\{\{|<path:/.test(text);
  switch (content.kind) {
    case 'key':
      return { rule, title: content.title, confidence: 'certain', secret: text };
    case 'setting':
      return {
        rule,
        title: 'a setting in a Secret',
        confidence: 'possible',
        secret: text,
        isContainer: true,
        isConditional: isTemplate,
      };
    case 'configuration':
      return {
        rule,
        title: 'a configuration',
        confidence: 'possible',
        secret: text,
        isContainer: true,
        isConditional: isTemplate,
      };
    case 'default':
      return { rule, title: titleOfName(key), confidence: 'possible', secret: text };
    case 'literal':
      return { rule, title: titleOfName(key), confidence: isTemplate ? 'possible' : 'certain', secret: text };
  }
}
