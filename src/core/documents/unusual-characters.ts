import { ReadFault } from './read-fault.ts';

/** Line breaks that only YAML knows, and everything of FORBIDDEN. */
const UNUSUAL = /[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/** Control characters, halves of surrogate pairs, noncharacters, and byte order marks inside the text. */
const FORBIDDEN = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/** Half of a surrogate pair: no such text can be written as UTF-8. */
const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** Whether a text with line feeds holds anything that the fast reader does not expect. */
export function isUnusual(text: string): boolean {
  return UNUSUAL.test(text);
}

/** Throws a ReadFault for the first character that YAML does not allow. */
export function checkYamlCharacters(text: string): void {
  const match = FORBIDDEN.exec(text);
  if (match !== null) throw forbidden(match[0], match.index);
}

/** Throws a ReadFault for text that is no Unicode. JSON allows everything else, or refuses it by itself. */
export function checkJsonCharacters(text: string): void {
  const match = LONE_SURROGATE.exec(text);
  if (match !== null) throw forbidden(match[0], match.index);
}

function forbidden(character: string, at: number): ReadFault {
  if (character === '\ufeff') {
    // goyaml drops the first character of every later line when this mark meets the edge of its buffer: nobody can say what
    // such a text means to Kubernetes.
    return new ReadFault(
      'byte-order-mark',
      'a byte order mark (U+FEFF) stands inside the text: remove it or write "\\uFEFF"',
      at,
    );
  }
  const name = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return new ReadFault(
    'control-character',
    `the character U+${name} is not allowed: remove it, or escape it in double quotes`,
    at,
  );
}
