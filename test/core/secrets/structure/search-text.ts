import { createHmac } from 'node:crypto';
import { parseDocuments } from '../../../../src/core/documents/parse-documents.ts';
import type { JsonValue } from '../../../../src/core/model/json.ts';
import { fieldText } from '../../../../src/core/model/location.ts';
import type { TextScanner } from '../../../../src/core/secrets/text-scanner.ts';
import type { ValueFinding } from '../../../../src/core/secrets/finding.ts';
import { createStructureScanner } from '../../../../src/core/secrets/structure/create-structure-scanner.ts';
import type { SearchedValue } from '../../../../src/core/secrets/structure/structure-scanner.ts';

export const keyedHash = (text: string): string => createHmac('sha256', 'a key for tests').update(text).digest('hex');

/** Finds nothing: what remains is what the structure says. */
export const silentScanner: TextScanner = { search: () => ({ findings: [] }) };

/** The findings in one document, by structure alone unless a scanner of texts is given. */
export function findingsIn(
  value: JsonValue,
  { textScanner = silentScanner, ...rest }: Partial<SearchedValue> & { readonly textScanner?: TextScanner } = {},
): readonly ValueFinding[] {
  return createStructureScanner({ textScanner, keyedHash }).search({ path: 'a.yaml', value, ...rest }).findings;
}

export const valueOf = (yaml: string): JsonValue => parseDocuments(yaml).documents[0]?.value ?? null;

/** `data.password k8s-secret-plaintext certain`, one for each finding in a YAML text. */
export const seenIn = (yaml: string, options: Parameters<typeof findingsIn>[1] = {}): readonly string[] =>
  findingsIn(valueOf(yaml), options).map(({ path, rule, confidence }) => `${fieldText(path)} ${rule} ${confidence}`);
