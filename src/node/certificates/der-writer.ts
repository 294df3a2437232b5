/** Writes DER, as much of it as certificates and timestamps need. */

/** A value of a tag around parts. */
export const tag = (type: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([type, ...lengthOf(content.length)]), content]);
};

export const sequence = (...parts: readonly Uint8Array[]): Buffer => tag(0x30, ...parts);

function lengthOf(length: number): readonly number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

/** A time of a certificate, in milliseconds since the epoch: with two digits of the year before 2050, and all of them after (RFC 5280, 4.1.2.5). */
export const time = (at: number): Buffer =>
  at < Date.UTC(2050) ? tag(0x17, Buffer.from(digitsOf(at).slice(2))) : generalizedTime(at);

/** A time with all digits of the year. */
export const generalizedTime = (at: number): Buffer => tag(0x18, Buffer.from(digitsOf(at)));

/** `YYYYMMDDHHMMSSZ` */
const digitsOf = (at: number): string => `${new Date(at).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`;

export const set = (...parts: readonly Uint8Array[]): Buffer => tag(0x31, ...parts);

export const octets = (bytes: Uint8Array): Buffer => tag(0x04, bytes);

/** A small number that is not negative. */
export const integer = (value: number): Buffer => {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return tag(0x02, (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]));
};

/** `2.5.4.3` */
export function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return tag(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(arc: number): readonly number[] {
  const low = arc % 128;
  const high = Math.floor(arc / 128);
  return high === 0 ? [low] : [...base128(high).map((byte) => byte | 0x80), low];
}

/** A list of named bits, by their numbers: it ends with the last that is set (X.690, 11.2.2). */
export function bits(numbers: readonly number[]): Buffer {
  const last = Math.max(-1, ...numbers);
  const bytes = Buffer.alloc((last >> 3) + 1);
  for (const bit of numbers) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return tag(0x03, Buffer.from([last < 0 ? 0 : 7 - (last & 7)]), bytes);
}

export const pem = (label: string, der: Buffer): string =>
  // An empty line before the end, where the last one is full, is no PEM to OpenSSL.
  `-----BEGIN ${label}-----\n${der.toString('base64').replaceAll(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;
