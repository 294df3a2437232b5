import { isAscii, isUtf8 } from 'node:buffer';
import { decodeText } from '../../core/documents/decode-text.ts';
import type { ParsedFile } from '../../core/documents/document.ts';
import { DEFAULT_LIMITS } from '../../core/documents/limits.ts';
import { parseDocuments, type ParseOptions } from '../../core/documents/parse-documents.ts';
import type { Utf8Codec } from '../../core/documents/utf8.ts';

/** Files above this are refused before they are read. */
export const MAX_FILE_BYTES: number = DEFAULT_LIMITS.maxLength;

const encoder = new TextEncoder();
const utf8: Utf8Codec = { decode: decodeUtf8, encodeInto: (text, bytes) => encoder.encodeInto(text, bytes).written };

/** Reads the documents in the bytes of a file. Bytes that are no text are a fault of the file, like any other. */
export function parseFile(bytes: Uint8Array, options: Pick<ParseOptions, 'booleans'> = {}): ParsedFile {
  const decoded = decodeText(bytes, decodeUtf8);
  return 'fault' in decoded
    ? { documents: [], faults: [decoded.fault], empty: 0 }
    : parseDocuments(decoded.text, { utf8, ...options });
}

/** Reads a file of data for policies, in which words are booleans as they are for OPA. */
export const parseDataFile = (bytes: Uint8Array): ParsedFile => parseFile(bytes, { booleans: 'yaml-1.2' });

/** Most manifests are ASCII, which needs one byte a character in memory and no decoding. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isAscii(buffer)) return buffer.toString('latin1');
  return isUtf8(buffer) ? buffer.toString('utf8') : undefined;
}
