import { gzipSync } from 'node:zlib';

/** One entry of an archive, with whatever a hostile packer may write. */
export interface TarEntry {
  readonly name: string;
  readonly content?: string | Uint8Array;
  /** As tar writes it: `0` a file, `1` a hard link, `2` a symbolic link, `5` a folder, `6` a pipe. */
  readonly type?: string;
  readonly link?: string;
  /** What the header says, if that is not the truth. */
  readonly size?: number;
}

/** A gzipped tar archive, made by hand so that it can be wrong. */
export function tarArchive(entries: readonly TarEntry[]): Buffer {
  return gzipSync(tarOf(entries));
}

export function tarOf(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap(entryBlocks), Buffer.alloc(1024)]);
}

/** The files of a bundle, as people write them in a test. */
export function bundleOf(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  return tarArchive(Object.entries(files).map(([name, content]) => ({ name, content })));
}

function entryBlocks({ name, content = '', type = '0', link = '', size }: TarEntry): readonly Buffer[] {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${(size ?? bytes.length).toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
}
