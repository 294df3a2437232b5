import { childrenOf, DER, oidOf, sequenceOf, expectTag, type DerValue } from './der.ts';

/** One attribute of a name: `CN` or an OID, and its value. */
export interface NameAttribute {
  readonly type: string;
  readonly value: string;
}

/** Types by the names that RFC 4514 and certificates give them. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.5', 'SERIALNUMBER'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.9', 'STREET'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.17', 'POSTALCODE'],
  ['0.9.2342.19200300.100.1.1', 'UID'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['1.2.840.113549.1.9.1', 'EMAILADDRESS'],
]);

const ALIASES: ReadonlyMap<string, string> = new Map([
  ['S', 'ST'],
  ['E', 'EMAILADDRESS'],
]);

/**
 * The attributes of a name in a certificate, those of multi-valued parts side by side. A value whose text cannot be read is left out:
 * it equals nothing that somebody could want.
 * @throws DerError
 */
export function readName(name: DerValue): readonly NameAttribute[] {
  return sequenceOf(name).flatMap((part) =>
    childrenOf(expectTag(part, DER.set)).flatMap((attribute) => {
      const [type, value] = sequenceOf(attribute);
      const oid = oidOf(type);
      const text = value === undefined ? undefined : stringOf(value);
      return text === undefined ? [] : [{ type: TYPES.get(oid) ?? oid, value: text }];
    }),
  );
}

/** The kinds of strings that names are made of. */
function stringOf({ tag, content }: DerValue): string | undefined {
  switch (tag) {
    case 0x0c:
      return decode(content, 'utf-8');
    case 0x13:
    case 0x16:
    case 0x14:
      return content.toString('latin1');
    case 0x1e:
      return decode(content, 'utf-16be');
    default:
      return undefined;
  }
}

function decode(content: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

/**
 * Reads a name as people write it (RFC 4514): `C=US, ST=WA, O=Acme\, Inc.`, with `+` between the attributes of a part that has
 * several. Undefined when it is none.
 */
export function parseDistinguishedName(text: string): readonly NameAttribute[] | undefined {
  const attributes = splitUnescaped(text).map(parseAttribute);
  return attributes.every((one) => one !== undefined) ? attributes : undefined;
}

/** At every `,`, `;` and `+` that is not escaped. */
function splitUnescaped(text: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') {
      part += text.slice(at, at + 2);
      at += 1;
    } else if (',;+'.includes(character)) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part];
}

function parseAttribute(part: string): NameAttribute | undefined {
  const equals = part.indexOf('=');
  const type = part.slice(0, equals).trim().toUpperCase();
  const value = equals < 0 ? undefined : unescaped(trimUnescaped(part.slice(equals + 1)));
  if (value === undefined || value === '' || !/^(?:[A-Z][A-Z0-9-]*|\d+(?:\.\d+)+)$/.test(type)) return undefined;
  return { type: ALIASES.get(type) ?? TYPES.get(type) ?? type, value };
}

/** A blank at the end that is escaped belongs to the value. */
const trimUnescaped = (text: string): string =>
  text.replace(/^ +/, '').replace(/((?:^|[^\\])(?:\\\\)*(?:\\ )?) *$/, '$1');

const ESCAPED = /\\(?:([ "#+,;<=>\\])|((?:[0-9a-fA-F]{2}(?:\\(?=[0-9a-fA-F]{2}))?)+))/y;

/** Undefined for what RFC 4514 would have escaped, and for values in hexadecimal, which nobody reads. */
function unescaped(text: string): string | undefined {
  if (text.startsWith('#')) return undefined;
  let value = '';
  for (let at = 0; at < text.length;) {
    const character = text.charAt(at);
    if (character !== '\\') {
      if ('"<>'.includes(character)) return undefined;
      value += character;
      at += 1;
      continue;
    }
    ESCAPED.lastIndex = at;
    const [whole, literal, hex] = ESCAPED.exec(text) ?? [];
    const plain =
      literal ?? (hex === undefined ? undefined : decode(Buffer.from(hex.replaceAll('\\', ''), 'hex'), 'utf-8'));
    if (whole === undefined || plain === undefined) return undefined;
    value += plain;
    at += whole.length;
  }
  return value;
}

/** For people, in the order of the certificate. */
export function nameText(attributes: readonly NameAttribute[]): string {
  return attributes.map(({ type, value }) => `${type}=${value.replace(/[,+;\\"<>]/g, '\\$&')}`).join(', ');
}

/** Whether a name has every attribute that is wanted, to the letter. */
export function hasAttributes(name: readonly NameAttribute[], wanted: readonly NameAttribute[]): boolean {
  return wanted.every((one) => name.some(({ type, value }) => type === one.type && value === one.value));
}
