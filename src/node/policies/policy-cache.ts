import path from 'node:path';
import { openCacheStore, readEntry } from '../cache/cache-store.ts';
import { packageRoot } from '../package-root.ts';
import type { CompiledPolicySet } from './compile-policy-set.ts';

/** Raised when the layout of an entry changes: entries of another layout are not found. */
const FORMAT = 5;

export interface PolicyCache {
  read(key: string): CompiledPolicySet | undefined;
  write(key: string, compiled: CompiledPolicySet): void;
}

/**
 * Compiled policy sets by the digest of what they were compiled from. Two layers: what was compiled when the package was
 * built, and the user's own folder, if caching is on.
 */
export function openPolicyCache(cacheDir: string | undefined, onNotice: (message: string) => void): PolicyCache {
  const own =
    cacheDir === undefined ? undefined : openCacheStore({ folder: path.join(cacheDir, 'policies'), onNotice });
  const name = (key: string): string => `${key}.v${FORMAT}`;
  return {
    read: (key) => {
      const bytes = own?.read(name(key)) ?? readEntry(path.join(shippedCacheFolder(), name(key)));
      return bytes === undefined ? undefined : decode(bytes);
    },
    write: (key, compiled) => own?.write(name(key), encode(compiled)),
  };
}

/** Where the build puts the compiled form of the policies that ship. */
export const shippedCacheFolder = (): string => path.join(packageRoot(), 'dist', 'policies');

/** Layout: length of the header (4 bytes, little endian), header as JSON, Wasm. */
function encode({ wasm, ...header }: CompiledPolicySet): Uint8Array {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, wasm]);
}

/** The entry's own digest was right, so it is what `encode` wrote: the header needs no second look. */
function decode(bytes: Uint8Array): CompiledPolicySet {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = 4 + buffer.readUInt32LE(0);
  const header: Omit<CompiledPolicySet, 'wasm'> = JSON.parse(buffer.toString('utf8', 4, end));
  return { ...header, wasm: buffer.subarray(end) };
}
