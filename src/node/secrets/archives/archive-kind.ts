/** What is read of archives. Jar, wheel, Office and the like are zip. */
export type ArchiveKind = 'zip' | 'gzip' | 'tar';

/** What is known for an archive, and not read: by how it begins, one character a byte. */
const UNREAD: readonly (readonly [name: string, begins: RegExp])[] = [
  ['xz', /^\xfd7zXZ\0/],
  ['bzip2', /^BZh[1-9]1AY&SY/],
  ['Zstandard', /^\x28\xb5\x2f\xfd/],
  ['7z', /^7z\xbc\xaf\x27\x1c/],
  ['RAR', /^Rar!\x1a\x07/],
];
const ZIP = /^PK(?:\x03\x04|\x05\x06)/;
const GZIP = /^\x1f\x8b\x08/;
const LONGEST_BEGINNING = 16;

/** Offset of `ustar` in a header of tar, and of the checksum in any. */
const USTAR_AT = 257;
const TAR_HEADER_BYTES = 512;
const CHECKSUM_AT = 148;
const CHECKSUM_BYTES = 8;

/** What a file is by how it begins, whatever its name says; undefined: no archive. */
export function archiveKindOf(bytes: Uint8Array): ArchiveKind | { readonly unread: string } | undefined {
  const beginning = String.fromCharCode(...bytes.subarray(0, LONGEST_BEGINNING));
  if (ZIP.test(beginning)) return 'zip';
  if (GZIP.test(beginning)) return 'gzip';
  if (isTar(bytes)) return 'tar';
  const unread = UNREAD.find(([, begins]) => begins.test(beginning));
  return unread && { unread: unread[0] };
}

/** POSIX tar says so; older ones only have a checksum over the header. */
function isTar(bytes: Uint8Array): boolean {
  if (bytes.length < TAR_HEADER_BYTES) return false;
  const header = Buffer.from(bytes.buffer, bytes.byteOffset, TAR_HEADER_BYTES);
  if (header.toString('latin1', USTAR_AT, USTAR_AT + 5) === 'ustar') return true;
  const written = header.toString('latin1', CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_BYTES);
  return /^ *[0-7]{4,7}[\0 ]/.test(written) && Number.parseInt(written.trim(), 8) === checksum(header);
}

/** The sum of the bytes, where its own place counts as blanks. */
function checksum(header: Buffer): number {
  let sum = 0;
  for (const [i, byte] of header.entries()) sum += i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_BYTES ? 0x20 : byte;
  return sum;
}
