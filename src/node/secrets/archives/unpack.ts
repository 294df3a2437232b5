import { gunzipSync, inflateRawSync } from 'node:zlib';
import type { ArchiveAllowance } from './archive-limits.ts';

/** Bytes, or why there are none. */
export type Unpacked = { readonly bytes: Uint8Array } | { readonly reason: string };

/** Undoes gzip, or the compression in a zip file, within what is allowed. */
export function unpack(format: 'gzip' | 'deflate', packed: Uint8Array, allowance: ArchiveAllowance): Unpacked {
  const maxOutputLength = allowance.mostBytes(packed.length);
  if (maxOutputLength === 0) return { reason: allowance.reasonAgainst(packed.length) };
  try {
    const bytes =
      format === 'gzip' ? gunzipSync(packed, { maxOutputLength }) : inflateRawSync(packed, { maxOutputLength });
    allowance.takeBytes(bytes.length);
    return { bytes };
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return { reason: isTooLarge ? allowance.reasonAgainst(packed.length) : 'its compression is broken' };
  }
}
