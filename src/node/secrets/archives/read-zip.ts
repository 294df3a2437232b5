import type { ArchiveAllowance } from './archive-limits.ts';
import { unpack, type Unpacked } from './unpack.ts';

/** A file in an archive by the name that it has there. */
export type NamedEntry = { readonly name: string } & Unpacked;

/** Signatures and sizes of records: APPNOTE.TXT of PKWARE, 6.3.10, section 4.3. */
const END = { signature: 0x06054b50, bytes: 22, longestComment: 0xffff } as const;
const END_64_LOCATOR = { signature: 0x07064b50, bytes: 20 } as const;
const END_64 = { signature: 0x06064b50, bytes: 56 } as const;
const CENTRAL = { signature: 0x02014b50, bytes: 46 } as const;
const LOCAL = { signature: 0x04034b50, bytes: 30 } as const;

const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 0x1;
const UTF8 = 0x800;
/** In place of a number that needs 64 bits: the extra field with this id has it. */
const IN_EXTRA = 0xffffffff;
const ZIP_64 = 0x0001;

/**
 * The files of a zip archive, as its directory lists them. What is broken is told by name, and the rest is read. What is told of
 * no name is told of the archive.
 */
export function* readZip(bytes: Uint8Array, allowance: ArchiveAllowance): Generator<NamedEntry> {
  try {
    yield* readListedFiles(bytes, allowance);
  } catch (error) {
    // Reads out of bounds are range errors, too: the directory leads out of the archive.
    if (!(error instanceof RangeError)) throw error;
    yield { name: '', reason: 'it is no whole zip archive: its directory is broken' };
  }
}

function* readListedFiles(bytes: Uint8Array, allowance: ArchiveAllowance): Generator<NamedEntry> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, offset } = findDirectory(zip);
  let at = offset;
  for (let i = 0; i < count; i++) {
    const listed = readListed(zip, at);
    at = listed.next;
    if (listed.name.endsWith('/')) continue;
    const tooMany = allowance.takeFile();
    if (tooMany !== undefined) {
      yield { name: '', reason: tooMany };
      return;
    }
    yield { name: listed.name, ...readFile(zip, listed, allowance) };
  }
}

interface Directory {
  readonly count: number;
  readonly offset: number;
}

/** The record at the end says where the directory is; only a comment may follow it. */
function findDirectory(zip: Buffer): Directory {
  const first = Math.max(0, zip.length - END.bytes - END.longestComment);
  for (let at = zip.length - END.bytes; at >= first; at--) {
    if (zip.readUInt32LE(at) !== END.signature) continue;
    const directory = { count: zip.readUInt16LE(at + 10), offset: zip.readUInt32LE(at + 16) };
    return directory.count === 0xffff || directory.offset === IN_EXTRA ? findDirectory64(zip, at) : directory;
  }
  throw new RangeError(BROKEN);
}

function findDirectory64(zip: Buffer, end: number): Directory {
  const locator = end - END_64_LOCATOR.bytes;
  if (zip.readUInt32LE(locator) !== END_64_LOCATOR.signature) throw new RangeError(BROKEN);
  const at = toOffset(zip.readBigUInt64LE(locator + 8));
  if (zip.readUInt32LE(at) !== END_64.signature) throw new RangeError(BROKEN);
  return { count: toOffset(zip.readBigUInt64LE(at + 32)), offset: toOffset(zip.readBigUInt64LE(at + 48)) };
}

function toOffset(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError(BROKEN);
  return Number(value);
}

const BROKEN = 'the directory of a zip archive is broken';

/** What the directory says of a file. */
interface Listed {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly packed: number;
  readonly header: number;
  /** Where the next one begins. */
  readonly next: number;
}

function readListed(zip: Buffer, at: number): Listed {
  if (zip.readUInt32LE(at) !== CENTRAL.signature) throw new RangeError(BROKEN);
  const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
  const flags = zip.readUInt16LE(at + 8);
  const name = at + CENTRAL.bytes;
  const extra = name + (nameBytes ?? 0);
  const next = extra + (extraBytes ?? 0) + (commentBytes ?? 0);
  if (next > zip.length) throw new RangeError(BROKEN);
  const sizes = {
    size: zip.readUInt32LE(at + 24),
    packed: zip.readUInt32LE(at + 20),
    header: zip.readUInt32LE(at + 42),
  };
  return {
    name: zip.toString((flags & UTF8) === 0 ? 'latin1' : 'utf8', name, extra),
    flags,
    method: zip.readUInt16LE(at + 10),
    ...withExtra(sizes, zip.subarray(extra, extra + (extraBytes ?? 0))),
    next,
  };
}

/** Numbers that need 64 bits stand in the extra field, in this order, those alone. */
function withExtra<Sizes extends Readonly<Record<string, number>>>(sizes: Sizes, extra: Buffer): Sizes {
  if (!Object.values(sizes).includes(IN_EXTRA)) return sizes;
  const field = extraField(extra);
  let at = 0;
  const whole: Record<string, number> = {};
  for (const [key, size] of Object.entries(sizes)) {
    whole[key] = size === IN_EXTRA ? toOffset(field.readBigUInt64LE(at)) : size;
    if (size === IN_EXTRA) at += 8;
  }
  return { ...sizes, ...whole };
}

function extraField(extra: Buffer): Buffer {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === ZIP_64) return extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  }
  throw new RangeError(BROKEN);
}

function readFile(zip: Buffer, { flags, method, packed, header }: Listed, allowance: ArchiveAllowance): Unpacked {
  if ((flags & ENCRYPTED) !== 0) return { reason: 'it is encrypted' };
  if (header + LOCAL.bytes > zip.length || zip.readUInt32LE(header) !== LOCAL.signature)
    return { reason: 'it is not where the directory says' };
  const start = header + LOCAL.bytes + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  if (start + packed > zip.length) return { reason: 'it leads out of the archive' };
  const content = zip.subarray(start, start + packed);
  if (method === DEFLATED) return unpack('deflate', content, allowance);
  if (method !== STORED) return { reason: `it is packed by method ${method}, which is not read` };
  if (content.length > allowance.mostBytes(content.length)) return { reason: allowance.reasonAgainst(content.length) };
  allowance.takeBytes(content.length);
  return { bytes: content };
}
