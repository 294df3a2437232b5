import { deflateRawSync } from 'node:zlib';

/** One file of a zip archive, with whatever a hostile packer may write. */
export interface ZipEntry {
  readonly name: string;
  readonly content?: string | Uint8Array;
  /** 0: as it is; 8: deflated. Default: 8. */
  readonly method?: number;
  readonly flags?: number;
  /** Where the directory says that the file is, if that is not the truth. */
  readonly offset?: number;
}

/** A zip archive, made by hand so that it can be wrong. Checksums are left out. With `isWide`, numbers have 64 bits. */
export function zipArchive(entries: readonly ZipEntry[], isWide = false): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const packed = entry.method === undefined ? deflateRawSync(entry.content ?? '') : Buffer.from(entry.content ?? '');
    const local = localHeader(entry, packed.length);
    files.push(local, packed);
    directory.push(listing(entry, packed.length, entry.offset ?? at, isWide));
    at += local.length + packed.length;
  }
  return Buffer.concat([...files, ...directory, ending(entries.length, Buffer.concat(directory).length, at, isWide)]);
}

function localHeader({ name, method = 8, flags = 0 }: ZipEntry, packed: number): Buffer {
  const nameBytes = Buffer.from(name);
  return Buffer.concat([
    numbers(
      [0x04034b50, 4],
      [20, 2],
      [flags, 2],
      [method, 2],
      [0, 4],
      [0, 4],
      [packed, 4],
      [0, 4],
      [nameBytes.length, 2],
      [0, 2],
    ),
    nameBytes,
  ]);
}

function listing(
  { name, content = '', method = 8, flags = 0 }: ZipEntry,
  packed: number,
  offset: number,
  isWide: boolean,
): Buffer {
  const nameBytes = Buffer.from(name);
  const size = Buffer.from(content).length;
  const extra = isWide ? numbers([1, 2], [24, 2], [size, 8], [packed, 8], [offset, 8]) : Buffer.alloc(0);
  const narrow = (value: number): number => (isWide ? 0xffffffff : value);
  return Buffer.concat([
    numbers(
      [0x02014b50, 4],
      [20, 2],
      [20, 2],
      [flags, 2],
      [method, 2],
      [0, 4],
      [0, 4],
      [narrow(packed), 4],
      [narrow(size), 4],
    ),
    numbers([nameBytes.length, 2], [extra.length, 2], [0, 2], [0, 2], [0, 2], [0, 4], [narrow(offset), 4]),
    nameBytes,
    extra,
  ]);
}

function ending(count: number, size: number, offset: number, isWide: boolean): Buffer {
  const short = (value: number): number => (isWide ? 0xffff : value);
  const end = numbers(
    [0x06054b50, 4],
    [0, 4],
    [short(count), 2],
    [short(count), 2],
    [size, 4],
    [isWide ? 0xffffffff : offset, 4],
    [0, 2],
  );
  if (!isWide) return end;
  return Buffer.concat([
    numbers([0x06064b50, 4], [44, 8], [45, 2], [45, 2], [0, 4], [0, 4], [count, 8], [count, 8], [size, 8], [offset, 8]),
    numbers([0x07064b50, 4], [0, 4], [offset + size, 8], [1, 4]),
    end,
  ]);
}

/** Numbers one after the other, each of so many bytes, the least significant first. */
function numbers(...fields: readonly (readonly [value: number, bytes: 2 | 4 | 8])[]): Buffer {
  return Buffer.concat(
    fields.map(([value, bytes]) => {
      const field = Buffer.alloc(bytes);
      if (bytes === 8) field.writeBigUInt64LE(BigInt(value));
      else field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );
}
