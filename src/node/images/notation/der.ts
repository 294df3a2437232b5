/** One value in DER: its first byte, what is in it, and all of it as it was written. */
export interface DerValue {
  readonly tag: number;
  readonly content: Buffer;
  readonly raw: Buffer;
}

/** Bytes that are no DER, or not the DER that was expected. */
export class DerError extends Error {
  override readonly name = 'DerError' as const;
}

/** Tags that certificates and timestamps are made of. */
export const DER = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** `[0]`, `[1]`, … around something. */
  context: 0xa0,
  /** The same in place of something that holds no values. */
  contextPrimitive: 0x80,
} as const;

/** @throws DerError unless the bytes are one value and nothing else */
export function readDer(bytes: Buffer): DerValue {
  const value = readAt(bytes, 0);
  if (value.raw.length !== bytes.length) throw new DerError('bytes follow the value');
  return value;
}

/** The values in a value. Read one level at a time, so nobody's nesting is followed further than it is looked at. */
export function childrenOf({ content }: DerValue): readonly DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < content.length;) {
    const value = readAt(content, at);
    values.push(value);
    at += value.raw.length;
  }
  return values;
}

/** The values in a sequence. */
export const sequenceOf = (value: DerValue | undefined): readonly DerValue[] =>
  childrenOf(expectTag(value, DER.sequence));

export function expectTag(value: DerValue | undefined, tag: number): DerValue {
  if (value?.tag !== tag) throw new DerError(`expected a value of tag ${tag}`);
  return value;
}

function readAt(bytes: Buffer, at: number): DerValue {
  const tag = bytes[at];
  const first = bytes[at + 1];
  // Tags of several bytes do not occur in what is read here.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new DerError('no value');
  const { length, start } = first < 0x80 ? { length: first, start: at + 2 } : longLength(bytes, at + 2, first & 0x7f);
  const end = start + length;
  if (end > bytes.length) throw new DerError('the value is cut off');
  return { tag, content: bytes.subarray(start, end), raw: bytes.subarray(at, end) };
}

function longLength(bytes: Buffer, at: number, size: number): { readonly length: number; readonly start: number } {
  if (size === 0 || size > 4 || at + size > bytes.length) throw new DerError('no length');
  const length = bytes.readUIntBE(at, size);
  // DER has one way to write a length.
  if (length < 0x80 || bytes[at] === 0) throw new DerError('the length is not the shortest');
  return { length, start: at + size };
}

/** `2.5.4.3` */
export function oidOf(value: DerValue | undefined): string {
  const { content } = expectTag(value, DER.oid);
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if (arc > Number.MAX_SAFE_INTEGER / 128) throw new DerError('an arc of the OID is too large');
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [joint, ...rest] = arcs;
  if (joint === undefined || content.at(-1) === undefined || (content.at(-1) ?? 0) >= 0x80)
    throw new DerError('the OID is cut off');
  const root = Math.min(Math.floor(joint / 40), 2);
  return [root, joint - root * 40, ...rest].join('.');
}

/** A small number that is not negative, also behind a tag of its own. */
export function smallInteger(value: DerValue): number {
  const { content } = value;
  if (content.length === 0 || content.length > 4 || (content[0] ?? 0) >= 0x80) throw new DerError('no small number');
  return content.readUIntBE(0, content.length);
}

export function booleanOf(value: DerValue | undefined): boolean {
  const { content } = expectTag(value, DER.boolean);
  if (content.length !== 1) throw new DerError('no boolean');
  return content[0] !== 0;
}

/** The bits of a bit string that are set, as numbers from 0. */
export function bitsOf(value: DerValue | undefined): ReadonlySet<number> {
  const { content } = expectTag(value, DER.bitString);
  const bits = new Set<number>();
  for (let at = 8; at < content.length * 8; at += 1) {
    if (((content[at >> 3] ?? 0) & (0x80 >> (at & 7))) !== 0) bits.add(at - 8);
  }
  return bits;
}

/** Milliseconds since the epoch. A two-digit year is between 1950 and 2049. */
export function timeOf(value: DerValue | undefined): number {
  const text = value?.content.toString('latin1') ?? '';
  const [, century = '', year, rest = '', fraction = ''] =
    (value?.tag === DER.utcTime ? UTC_TIME : GENERALIZED_TIME).exec(text) ?? [];
  if (year === undefined || (value?.tag !== DER.utcTime && value?.tag !== DER.generalizedTime))
    throw new DerError('no time');
  const full = century === '' ? `${Number(year) < 50 ? 20 : 19}${year}` : `${century}${year}`;
  const [month = '', day = '', hour = '', minute = '', second = ''] = rest.match(/\d\d/g) ?? [];
  const at = Date.parse(`${full}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  if (Number.isNaN(at)) throw new DerError('no time of any calendar');
  return at;
}

const UTC_TIME = /^()(\d\d)(\d{10})()Z$/;
const GENERALIZED_TIME = /^(\d\d)(\d\d)(\d{10})(?:\.(\d{1,9}))?Z$/;
