import { parseDocuments } from '../../../../src/core/documents/parse-documents.ts';
import type { FieldPath } from '../../../../src/core/model/location.ts';
import type { ResourceIdentity } from '../../../../src/core/model/resource.ts';
import type { FoundFile } from '../../../../src/core/secrets/fix/to-fix-subjects.ts';

/** What matters of a finding to whoever mends it. */
export interface Found {
  readonly rule: string;
  readonly object?: ResourceIdentity;
  readonly path?: FieldPath;
  readonly line?: number;
}

/** A file in which these were found. */
export const manifest = (path: string, text: string, ...found: readonly Found[]): FoundFile => ({
  path,
  documents: parseDocuments(text).documents,
  facts: found.map((one) => ({
    title: one.rule,
    confidence: 'certain',
    preview: '…(5)',
    fingerprint: `${one.rule}:0123456789abcdef`,
    entropy: 1,
    decoded: [],
    file: path,
    line: 1,
    ...one,
  })),
});
