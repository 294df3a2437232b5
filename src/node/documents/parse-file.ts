import { parseAllDocuments } from 'yaml';
export const MAX_FILE_BYTES: number = 50 * 1024 * 1024;
export interface ParsedFile { readonly documents: readonly any[]; readonly faults: readonly any[] }
export function parseFile(_path: string, bytes: Uint8Array): ParsedFile {
  const text = Buffer.from(bytes).toString('utf8');
  const documents: any[] = []; const faults: any[] = [];
  let index = 0;
  for (const d of parseAllDocuments(text, { version: '1.1' }) as any[]) {
    const i = index++;
    if (d.errors.length) { faults.push({ code: 'syntax', message: d.errors[0].message, line: 1, column: 1 }); continue; }
    const value = d.toJS(); if (value == null) continue;
    documents.push({ index: i, startLine: 1, endLine: 1, json: JSON.stringify(value), value, locate: () => ({ line: 1, column: 1, exact: false }) });
  }
  return { documents, faults };
}
