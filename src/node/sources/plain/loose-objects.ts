import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import type { ObjectType } from '../batch-reader.ts';

/** What is larger than this, packed or not, is left to Git. */
const MAX_PACKED = 256 * 1024;
const MAX_BYTES = 1024 * 1024;

const ID = /^[0-9a-f]{40}$/;

/**
 * An object that lies by itself in a file (gitformat-loose(5)); undefined when Git must be asked, because it is in a pack, large, or not
 * exactly as Git writes one. As with `git cat-file`, the id is not computed again.
 * @param folder the repository's own folder, `.git`
 */
export function readLooseObject(folder: string, id: string, type: ObjectType | 'tree'): Buffer | undefined {
  if (!ID.test(id)) return undefined;
  try {
    const file = path.join(folder, 'objects', id.slice(0, 2), id.slice(2));
    if (statSync(file).size > MAX_PACKED) return undefined;
    return contentOf(inflated(readFileSync(file)), type);
  } catch {
    // Not there, or no whole stream of zlib: Git knows what to say of it.
    return undefined;
  }
}

/** @throws when it is not one whole stream, or too large */
function inflated(packed: Buffer): Buffer {
  const { buffer, engine } = withInfo(inflateSync(packed, { maxOutputLength: MAX_BYTES, info: true }));
  if (engine.bytesWritten !== packed.length) throw new Error('something follows the object');
  return buffer;
}

/** What `info` asks for; the types of Node do not know of it. */
function withInfo(given: unknown): { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } } {
  if (typeof given !== 'object' || given === null || !('buffer' in given) || !('engine' in given))
    throw new Error('no info');
  const { buffer, engine } = given;
  if (!Buffer.isBuffer(buffer) || typeof engine !== 'object' || engine === null || !('bytesWritten' in engine))
    throw new Error('no info');
  return { buffer, engine: { bytesWritten: Number(engine.bytesWritten) } };
}

/** Of `<type> <size>`, NUL, and so many bytes. */
function contentOf(object: Buffer, type: string): Buffer | undefined {
  const end = object.indexOf(0);
  const content = object.subarray(end + 1);
  return end > 0 && object.toString('latin1', 0, end) === `${type} ${content.length}` ? content : undefined;
}
