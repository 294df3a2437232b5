import { expect } from 'chai';
import type { DocumentFault } from '../../../../src/core/documents/document.ts';
import { DEFAULT_LIMITS } from '../../../../src/core/documents/limits.ts';
import { parseDocuments } from '../../../../src/core/documents/parse-documents.ts';
import { readExactly } from '../../../../src/core/documents/yaml/read-exactly.ts';
import type { JsonValue } from '../../../../src/core/model/json.ts';

/** The JSON texts of all documents. The text must have no fault. */
export function jsonOf(text: string): readonly string[] {
  const { documents, faults } = parseDocuments(text);
  expect(faults, text).to.deep.equal([]);
  return documents.map(({ json }) => json);
}

/**
 * The JSON text of the only document, `null` when it is empty. The complete reader alone must say the same as the whole, which
 * asks it only when the fast reader is not sure.
 */
export function onlyJsonOf(text: string): string {
  const [json = 'null', ...others] = jsonOf(text);
  expect(others).to.deep.equal([]);
  expect(readExactly(text.endsWith('\n') ? text : `${text}\n`, false, DEFAULT_LIMITS) ?? 'null').to.equal(json);
  return json;
}

export function valueOf(text: string): JsonValue {
  return JSON.parse(onlyJsonOf(text));
}

/** The only fault of a text that holds no document. */
export function faultOf(text: string): DocumentFault {
  const { documents, faults } = parseDocuments(text);
  expect(documents, text).to.deep.equal([]);
  expect(faults, text).to.have.length(1);
  const [fault] = faults;
  if (fault === undefined) throw new Error('unreachable: there is one fault');
  return fault;
}

/** A fault in short: `code line:column`. */
export function faultAt(text: string): string {
  const { code, line, column } = faultOf(text);
  return `${code} ${line}:${column}`;
}
