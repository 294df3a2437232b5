import { numberText } from './number.ts';
import { isArray, RegoObject, RegoSet, type RegoValue } from './value.ts';

/**
 * The value as text that `opa_value_parse`, OPA's parser and `parseTerm` read back. Unlike `printTerm` it escapes strings
 * as JSON does: Go's \x7f is for people. Strings must be Unicode; a stray byte stays a lone surrogate.
 */
export function toTermText(value: RegoValue): string {
  if (typeof value === 'string') return quoteJson(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (isArray(value)) return `[${value.map(toTermText).join(',')}]`;
  if (value instanceof RegoSet)
    return value.members.length === 0 ? 'set()' : `{${value.members.map(toTermText).join(',')}}`;
  if (value instanceof RegoObject)
    return `{${value.entries.map(([key, held]) => `${toTermText(key)}:${toTermText(held)}`).join(',')}}`;
  return numberText(value);
}

// JSON.stringify writes a lone surrogate as \udc80, which readers take for U+FFFD or refuse. A byte-order mark must be
// escaped for OPA's parser.
function quoteJson(text: string): string {
  const quoted = JSON.stringify(text);
  const readable = quoted.includes('\\ud') ? keepLoneSurrogates(quoted) : quoted;
  return readable.includes('\ufeff') ? readable.replaceAll('\ufeff', '\\ufeff') : readable;
}

function keepLoneSurrogates(quoted: string): string {
  return quoted.replace(/\\(?:u(d[89a-f][\da-f]{2})|.)/g, (escape: string, code: string | undefined) =>
    code === undefined ? escape : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
