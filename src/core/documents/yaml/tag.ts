import { ReadFault } from '../read-fault.ts';
import { codeAt, hexValue, isWord } from './characters.ts';

/** A tag as written: `!!int` has the handle `!!`, `!<…>` and a lone `!` have none. */
export interface TagText {
  readonly handle: string;
  readonly suffix: string;
  readonly end: number;
}

const CORE_PREFIX = 'tag:yaml.org,2002:';

/** Reads the tag that begins with `!` at `start`. */
export function readTag(text: string, start: number): TagText {
  if (codeAt(text, start + 1) === 0x3c) return readVerbatimTag(text, start);
  let at = start + 1;
  while (isWord(codeAt(text, at))) at += 1;
  if (at > start + 1 && codeAt(text, at) === 0x21) {
    const suffix = readUri(text, at + 1, start);
    return { handle: text.slice(start, at + 1), ...requireUri(suffix, at + 1, start) };
  }
  if (codeAt(text, at) === 0x21) {
    return { handle: '!!', ...requireUri(readUri(text, at + 1, start), at + 1, start) };
  }
  const { suffix, end } = readUri(text, at, start);
  const whole = text.slice(start + 1, at) + suffix;
  return whole === '' ? { handle: '', suffix: '!', end } : { handle: '!', suffix: whole, end };
}

/** The full name of a tag, as in `tag:yaml.org,2002:int`. Without directives only `!` and `!!` have a meaning. */
export function tagName(tag: TagText, at: number): string {
  switch (tag.handle) {
    case '':
      return tag.suffix;
    case '!':
      return `!${tag.suffix}`;
    case '!!':
      return CORE_PREFIX + tag.suffix;
    default:
      throw new ReadFault('tag', 'this tag uses a handle that nothing defines: remove the tag', at);
  }
}

interface UriText {
  readonly suffix: string;
  readonly end: number;
}

function readVerbatimTag(text: string, start: number): TagText {
  const uri = requireUri(readUri(text, start + 2, start), start + 2, start);
  if (codeAt(text, uri.end) !== 0x3e) throw new ReadFault('syntax', 'a tag that begins with "!<" ends with ">"', start);
  return { handle: '', suffix: uri.suffix, end: uri.end + 1 };
}

function requireUri(uri: UriText, from: number, start: number): UriText {
  if (uri.end === from) throw new ReadFault('syntax', 'this tag has no name: quote the text if it is none', start);
  return uri;
}

function isUri(code: number): boolean {
  return isWord(code) || (code !== 0 && ";/?:@&=+$,.!~*'()[]".includes(String.fromCharCode(code)));
}

function readUri(text: string, from: number, start: number): UriText {
  let suffix = '';
  let at = from;
  for (;;) {
    const code = codeAt(text, at);
    if (isUri(code)) {
      suffix += String.fromCharCode(code);
      at += 1;
    } else if (code === 0x25) {
      const character = readEscapedCharacter(text, at, start);
      suffix += character.suffix;
      at = character.end;
    } else return { suffix, end: at };
  }
}

/** Reads `%41`, or as many `%xx` as the first octet of a UTF-8 sequence asks for. */
function readEscapedCharacter(text: string, at: number, start: number): UriText {
  const first = readOctet(text, at, start);
  const length = sequenceLength(first);
  if (length === 0) throw badOctet(start);
  let code = length === 1 ? first : first & (0x7f >> length);
  for (let k = 1; k < length; k++) {
    const octet = readOctet(text, at + 3 * k, start);
    if (octet >> 6 !== 2) throw badOctet(start);
    code = code * 64 + (octet & 63);
  }
  return { suffix: String.fromCodePoint(code > 0x10ffff ? 0xfffd : code), end: at + 3 * length };
}

/** Octets in the UTF-8 sequence that this one begins, 0 when it begins none. */
function sequenceLength(octet: number): number {
  if (octet < 0x80) return 1;
  if (octet >> 5 === 6) return 2;
  if (octet >> 4 === 14) return 3;
  return octet >> 3 === 30 ? 4 : 0;
}

function readOctet(text: string, at: number, start: number): number {
  const high = hexValue(codeAt(text, at + 1));
  const low = hexValue(codeAt(text, at + 2));
  if (codeAt(text, at) !== 0x25 || high < 0 || low < 0) throw badOctet(start);
  return high * 16 + low;
}

function badOctet(start: number): ReadFault {
  return new ReadFault(
    'syntax',
    'a % in a tag begins a UTF-8 character in hexadecimal: quote the text if this is no tag',
    start,
  );
}
